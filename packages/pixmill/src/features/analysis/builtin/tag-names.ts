import { plainText } from './plain-text.ts';

const LONGEST_TAG = 100;

/** Addresses, and the tags by which programs talk to each other (`geo:lat=52.5`), tell people nothing. */
const FOR_MACHINES = /^[a-z][a-z\d+.-]*:\/\/|^www\.|^[\w.-]+:[\w.-]+=/;

/**
 * A tag as it is kept: lower case, one line, no `#` in front, 100 characters at most; undefined when it is none (empty,
 * only punctuation, an address).
 */
export const tagName = (text: string): string | undefined => {
  const plain = plainText(text.slice(0, 2000))
    .toLowerCase()
    .normalize('NFC')
    .replace(/^[#\s]+/u, '');
  if (FOR_MACHINES.test(plain)) return undefined;
  // Half a character at the cut goes too.
  const name = plain
    .slice(0, LONGEST_TAG)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return /[\p{L}\p{N}\p{S}]/u.test(name) ? name : undefined;
};

/** The tags of one field: some programs write `sea; sky; boat` as a single keyword. */
export const tagNames = (text: string): readonly string[] =>
  text.split(';', 100).flatMap((part) => tagName(part) ?? []);
