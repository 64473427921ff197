/** Invisible characters that turn the order of text around or hide in it. Joiners stay: scripts need them. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text that somebody else wrote, as one line without control or invisible characters; empty when nothing is left. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .normalize('NFC')
    .trim();

/** The text, cut between words where there are any; the mark of the cut counts. Characters are never halved. */
export const shorten = (text: string, limit: number): string => {
  const characters = Array.from(text.slice(0, limit * 2 + 2));
  if (characters.length <= limit) return text;
  const cut = characters.slice(0, limit - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > cut.length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.-]+$/u, '')}…`;
};
