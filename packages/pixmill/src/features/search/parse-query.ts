/** One thing that is asked for, as it was written. */
export type QueryTerm = {
  readonly text: string;
  /** In quotes: these words in this order. */
  readonly isPhrase: boolean;
  /** With a minus before it: images without it. */
  readonly isExcluded: boolean;
  /** The last word may still be being typed: words that begin with it count. */
  readonly isUnfinished: boolean;
};

/** Any of the groups, of which all terms must hold. */
export type TextQuery = { readonly groups: readonly (readonly QueryTerm[])[] };

/** More is nothing that a person types, and each costs a look into the index. */
const MOST_TERMS = 32;

const TOKENS = /(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))/gu;

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * Reads what a person typed: words, "phrases", -exclusions and `or`, as web searches have them. Everything can be read;
 * what has neither letter nor digit is passed over.
 */
export const parseQuery = (given: string): TextQuery => {
  const text = given.replaceAll(/[“”„«»]/gu, '"');
  const groups: QueryTerm[][] = [[]];
  let terms = 0;
  for (const [, minus, phrase, word] of text.matchAll(TOKENS)) {
    const written = phrase ?? word ?? '';
    const isPhrase = phrase !== undefined;
    if (!isPhrase && minus === '' && /^or$/i.test(written)) {
      groups.push([]);
    } else if (hasWord(written) && terms < MOST_TERMS) {
      terms++;
      groups.at(-1)?.push({ text: written, isPhrase, isExcluded: minus === '-', isUnfinished: false });
    }
  }
  const filled = groups.filter((group) => group.length > 0);
  const last = filled.at(-1)?.pop();
  if (last !== undefined) filled.at(-1)?.push({ ...last, isUnfinished: !last.isPhrase && !last.isExcluded });
  return { groups: filled };
};
