import type { AnalysisMark, AnalysisResult } from '../../library/analysis.schema.ts';
import type { ImageRow } from '../../library/schema.ts';

const MOST_TAGS = 50;

/** What an image says of itself. */
export type Described = Pick<ImageRow, 'tags' | 'description' | 'edited'>;

/** New columns of an image, and what each analysis wrote into them. */
export type MergedDescription = {
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly written: readonly AnalysisMark[];
};

/** An image as its source and people described it: what analyses have written is taken back. */
export const withoutAnalyses = <Image extends Described>(image: Image, marks: readonly AnalysisMark[]): Image => {
  const { tags, description, edited } = image;
  const takenBack = new Set(edited.includes('tags') ? [] : marks.flatMap((mark) => mark.tags));
  const isOurs = marks.some((mark) => mark.description !== null && mark.description === description);
  return {
    ...image,
    tags: tags.filter((tag) => !takenBack.has(tag)),
    description: isOurs && !edited.includes('description') ? null : description,
  };
};

/**
 * Puts what analysers found, in their order, beside what the source said (`withoutAnalyses`): tags are added, and the first
 * description fills an empty one. What a person wrote stays as it is.
 */
export const mergeAnalyses = (
  { tags, description, edited }: Described,
  results: readonly AnalysisResult[],
): MergedDescription => {
  const allTags = [...tags];
  let text = description;
  const known = new Set(tags.map((tag) => tag.toLowerCase()));
  const written = results.map((result): AnalysisMark => {
    const added: string[] = [];
    for (const { name } of edited.includes('tags') ? [] : result.tags) {
      if (known.has(name.toLowerCase()) || known.size >= MOST_TAGS) continue;
      known.add(name.toLowerCase());
      added.push(name);
    }
    allTags.push(...added);
    const fills = text === null && !edited.includes('description') ? result.description : null;
    text ??= fills;
    return { tags: added, description: fills };
  });
  return { tags: allTags, description: text, written };
};
