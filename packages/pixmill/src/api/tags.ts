import type { TagText } from '../platform/http/documentation/add-documentation.ts';

/** Groups of operations in the order in which the documentation has them. */
export const TAGS: readonly TagText[] = [];
