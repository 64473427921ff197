import { derivedTags } from './derived-tags.ts';
import type { DescribedImage } from './described-image.ts';
import { descriptionOf } from './description.ts';
import { type PictureFacts, pictureFacts } from './picture-facts.ts';
import { plainText } from './plain-text.ts';
import { type StatedFacts, statedFacts } from './stated-facts.ts';
import { type FactTag, statedTags } from './stated-tags.ts';

/** What is known of an image without looking at what it shows. */
export type FactDescription = {
  /** At most 30, the surest of people and sources first; none twice. */
  readonly tags: readonly FactTag[];
  readonly description: string;
  readonly facts: PictureFacts & StatedFacts;
};

const MOST_TAGS = 30;

/** A source with a hundred tags leaves this many places for what was measured. */
const PLACES_FOR_DERIVED = 10;

const withoutRepeats = (tags: readonly FactTag[], known: ReadonlySet<string>): FactTag[] => {
  const seen = new Set(known);
  return tags.filter(({ name }) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
};

/**
 * Describes an image by what is stored of it: no model, no network, and the same image always gives the same words. A
 * description that the image has is kept.
 * @param image with the tags and the description of its source or of a person, without what analyses have added
 */
export const describeByFacts = (image: DescribedImage): FactDescription => {
  const picture = pictureFacts(image);
  const stated = statedFacts(image);
  const given = withoutRepeats(statedTags(image), new Set());
  const derived = withoutRepeats(derivedTags(picture, stated), new Set(given.map(({ name }) => name)));
  const kept = given.slice(0, MOST_TAGS - Math.min(derived.length, PLACES_FOR_DERIVED));
  const written = plainText(image.description ?? '');
  return {
    tags: [...kept, ...derived.slice(0, MOST_TAGS - kept.length)],
    description: written === '' ? descriptionOf(picture, stated) : written,
    facts: { ...picture, ...stated },
  };
};
