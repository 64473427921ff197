import type { ImageRow } from '../../library/schema.ts';
import type { WantedWords } from './compile-query.ts';

/** Fields that images are found by, best first. */
export const TEXT_FIELDS = [
  'title',
  'label',
  'tags',
  'description',
  'caption',
  'keywords',
  'creator',
  'query',
  'filename',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** The words of a field that were looked for, as they stand there. */
export type WordMatch = { readonly field: TextField; readonly words: readonly string[] };

const MOST_WORDS = 10;

const textsOf = (image: ImageRow): Readonly<Record<TextField, readonly (string | null | undefined)[]>> => {
  const { embedded } = image.measures;
  return {
    title: [image.title],
    label: [image.label],
    tags: image.tags,
    description: [image.description],
    caption: [image.caption, embedded.caption],
    keywords: embedded.keywords ?? [],
    creator: [image.creator, embedded.creator],
    query: [image.query],
    filename: [image.originalName?.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')],
  };
};

const WORDS = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{N}\p{M}]+/gu;

/** A word as the index spells it: no accents, lower case. */
const folded = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase();

const wordsIn = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.flatMap((text) => text?.slice(0, 10_000).match(WORDS) ?? []);

/** Every word of these images, as the index spells it, once. */
export const wordsOfImages = (images: readonly ImageRow[]): string[] => [
  ...new Set(images.flatMap((image) => Object.values(textsOf(image)).flatMap((texts) => wordsIn(texts).map(folded)))),
];

/** Which words of an image, and where, are among those that were looked for. */
export const matchWords = (
  image: ImageRow,
  wanted: readonly WantedWords[],
  stems: ReadonlyMap<string, string>,
): WordMatch[] => {
  const isWanted = (word: string): boolean => {
    const plain = folded(word);
    const stem = stems.get(plain);
    return wanted.some(
      ({ words, beginnings }) =>
        words.has(plain) ||
        (stem !== undefined && words.has(stem)) ||
        beginnings.some((start) => plain.startsWith(start)),
    );
  };
  const texts = textsOf(image);
  return TEXT_FIELDS.flatMap((field) => {
    const words = [...new Set(wordsIn(texts[field]).filter(isWanted))].slice(0, MOST_WORDS);
    return words.length === 0 ? [] : [{ field, words }];
  });
};
