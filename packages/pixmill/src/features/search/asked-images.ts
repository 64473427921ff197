import type { ImageFilters } from '../../library/image-filters.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { CompiledQuery } from './compile-query.ts';
import type { Way } from './fusion.rules.ts';

/** Who searches. */
export type Asker = Pick<Principal, 'role' | 'userId'>;

/** Ids of images that what is found shall be like, and unlike; none in both. */
export type AskedExamples = { readonly like: readonly string[]; readonly unlike: readonly string[] };

/** Whether there are any. */
export const hasExamples = ({ like, unlike }: AskedExamples): boolean => like.length + unlike.length > 0;

/** What is looked for: words, a colour (`#rrggbb`), images to be like, or several of them. */
export type AskedImages = AskedExamples & {
  readonly text: string | null;
  readonly colour: string | null;
  /** 0..100: distance in OKLab times 100. */
  readonly tolerance: number;
  readonly filters: ImageFilters;
  readonly offset: number;
  readonly limit: number;
};

/** That one way found an image, and how. */
export type FoundByWay = {
  readonly way: Way;
  /** Its place (from 1) among all that this way found; absent where words and a colour are one comparison. */
  readonly rank?: number;
  /** How well it fits by this way alone: the words' rank and the colour's fit 0..1, a cosine -1..1, closeness of looks up to 1. */
  readonly score: number;
  /** Whose vectors were compared. */
  readonly model?: string;
};

/** A page of what was found, before the images are read. */
export type FoundIds = {
  readonly total: number;
  readonly ids: readonly { readonly id: string; readonly score: number; readonly ways: readonly FoundByWay[] }[];
  /** The words that were looked for in the end. */
  readonly query: CompiledQuery | null;
  readonly notices: readonly string[];
};
