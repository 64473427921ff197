import type { DescribedImage } from './described-image.ts';
import { plainText, shorten } from './plain-text.ts';
import { sourceTypeOf } from './image-kind.ts';

/** What the source or the file says of an image in words; nothing that only looks like it. */
export type StatedFacts = {
  /** Title, else caption, else the caption in the file. */
  readonly lead?: string;
  readonly creator?: string;
  readonly camera?: string;
  /** Year in which it was taken. */
  readonly year?: number;
  readonly place?: string;
  /** Whether the file says that a model has made it, or parts of it. */
  readonly generated?: 'whole' | 'parts';
};

/** What cameras and programs write when nobody has written anything. */
const PLACEHOLDER =
  /^(?:untitled|no title|title|unknown|none|n\/a|null|undefined|default|image|photo|picture|img|user|owner|author|artist|camera|default[\s_]user|(?:olympus|minolta|kodak|konica|samsung|casio) digital (?:still )?camera|(?:sony|ricoh|fuji) dsc|sony alpha|dcim\S*|created with (?:the )?gimp|dav|edf|rhdr|hdr|btf|mde|oznor\S*|qrf)$/i;

/** A name that a camera or a phone gives: `DSC_0123.JPG`, `IMG-20240506-WA0001`, `20240506_070809`. */
const FILE_NAME =
  /^(?:(?:img|dsc[nf]?|pict?|p|pxl|mvi|image|photo|picture|screenshot|whatsapp image)[\s_-]*\d|\d{6}|\d{4}[_-]\d\d[_-]\d\d)[\d\s_.:-]*(?:wa\d+|at[\d\s.:]+)?(?:\.[a-z]{3,4})?$/i;

const words = (text: string | null | undefined, limit: number): string | undefined => {
  const plain = shorten(plainText((text ?? '').slice(0, 4000)), limit);
  return !/[\p{L}\p{N}]/u.test(plain) || PLACEHOLDER.test(plain) ? undefined : plain;
};

const sentence = (text: string | null | undefined): string | undefined => {
  const plain = words(text, 300);
  return plain === undefined || FILE_NAME.test(plain) ? undefined : plain;
};

const FIRST_PHOTO = 1826;

/** Dates that a clock begins with when its battery was empty. */
const CLOCK_START = /^(?:1970|1980|1990|2000)-01-01T00/;

/**
 * The year of a date in the file; undefined when its clock cannot have been right. No season: it would need the hemisphere.
 */
const yearOf = (takenAt: string | undefined, retrievedAt: Date): number | undefined => {
  if (takenAt === undefined || CLOCK_START.test(takenAt)) return undefined;
  const year = Number(/^(\d{4})-/.exec(takenAt)?.[1] ?? Number.NaN);
  return year >= FIRST_PHOTO && year <= retrievedAt.getUTCFullYear() ? year : undefined;
};

const PLACE_COLUMNS = ['place', 'city', 'state', 'country'];

const placeOf = (metadata: DescribedImage['metadata']): string | undefined => {
  const parts = PLACE_COLUMNS.flatMap((name) => {
    const value = Object.hasOwn(metadata, name) ? metadata[name] : undefined;
    return (typeof value === 'string' ? words(value, 60) : undefined) ?? [];
  });
  return parts.length === 0 ? undefined : [...new Set(parts)].join(', ');
};

const generatedOf = (digitalSourceType: string | undefined): 'whole' | 'parts' | undefined => {
  const type = sourceTypeOf(digitalSourceType);
  if (type === 'trainedAlgorithmicMedia') return 'whole';
  return type === 'compositeWithTrainedAlgorithmicMedia' ? 'parts' : undefined;
};

/** The words about an image, cleaned; what cameras write by themselves and dates that cannot be are left out. */
export const statedFacts = (image: DescribedImage): StatedFacts => {
  const { embedded } = image.measures;
  const lead = sentence(image.title) ?? sentence(image.caption) ?? sentence(embedded.caption);
  const creator = words(image.creator, 100) ?? words(embedded.creator, 100);
  const camera = words(embedded.camera, 60);
  const year = yearOf(embedded.takenAt, image.retrievedAt);
  const place = placeOf(image.metadata);
  const generated = generatedOf(embedded.digitalSourceType);
  return {
    ...(lead === undefined ? {} : { lead }),
    ...(creator === undefined ? {} : { creator }),
    ...(camera === undefined ? {} : { camera }),
    ...(year === undefined ? {} : { year }),
    ...(place === undefined ? {} : { place }),
    ...(generated === undefined ? {} : { generated }),
  };
};
