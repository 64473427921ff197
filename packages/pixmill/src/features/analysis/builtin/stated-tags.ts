import type { DescribedImage } from './described-image.ts';
import { tagNames } from './tag-names.ts';

/** A word for an image, how sure it is (0..1), and what it was told by. */
export type FactTag = {
  readonly name: string;
  readonly confidence: number;
  readonly from: 'person' | 'source' | 'label' | 'file' | 'search' | 'palette' | 'measures' | 'size';
};

/** Sources whose query is a path or an address that a person named; others were asked for a word. */
const INPUT_SOURCES = new Set(['folder', 'archive', 'url-list', 'upload']);

/** Columns that sources fill with what is to be seen. */
const SUBJECT_COLUMNS = ['scientific_name', 'objectName', 'classification'];

const MOST_READ = 200;

const isNumber = (text: string): boolean => /^[\d\s._-]+$/.test(text);

const searchedFor = ({ source, query }: DescribedImage): string | undefined =>
  INPUT_SOURCES.has(source) || /[\\/]|:\/\//.test(query) ? undefined : query;

/** Tags that people or programs have written about an image, the surest first; the same one may come twice. */
export const statedTags = (image: DescribedImage): readonly FactTag[] => {
  const { metadata, edited, label } = image;
  const told = (texts: readonly string[], from: FactTag['from'], confidence: number): FactTag[] =>
    texts
      .slice(0, MOST_READ)
      .flatMap(tagNames)
      .map((name) => ({ name, confidence, from }));
  const subjects = SUBJECT_COLUMNS.flatMap((column) => {
    const value = Object.hasOwn(metadata, column) ? metadata[column] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
  // Class numbers are for programs, and snake_case is for folders.
  const labels = label === null || isNumber(label) ? [] : [label.replaceAll('_', ' ')];
  const query = searchedFor(image);
  return [
    ...(edited.includes('tags') ? told(image.tags, 'person', 1) : told(image.tags, 'source', 0.9)),
    ...(edited.includes('label') ? told(labels, 'person', 1) : told(labels, 'label', 0.9)),
    ...told(subjects, 'source', 0.9),
    ...told(image.measures.embedded.keywords ?? [], 'file', 0.85),
    // It was found by this word, which does not say that it shows it.
    ...told(query === undefined ? [] : [query], 'search', 0.5),
  ];
};
