import type { ImageRow } from '../../../library/schema.ts';

/** What is read of an image to describe it. Its tags and description are those of its source or of a person. */
export type DescribedImage = Pick<
  ImageRow,
  | 'width'
  | 'height'
  | 'bytes'
  | 'format'
  | 'measures'
  | 'title'
  | 'caption'
  | 'description'
  | 'tags'
  | 'edited'
  | 'label'
  | 'query'
  | 'source'
  | 'creator'
  | 'metadata'
  | 'retrievedAt'
>;
