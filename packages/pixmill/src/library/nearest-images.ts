/** An image that is like what was asked about. */
export type NearImage = {
  readonly imageId: string;
  /** Cosine: 1 the same direction, 0 unrelated, -1 opposite. */
  readonly similarity: number;
};

/** What is compared, and whose images count. */
export type NearestQuestion = {
  /** As this model and version made it; its length need not be 1. */
  readonly vector: Float32Array;
  readonly model: string;
  readonly version: number;
  /** Whose images are looked through; `null` for everybody's, which is for admins. */
  readonly ownerId: string | null;
  readonly projectId?: string | undefined;
  /** 1 to 1,000. */
  readonly limit: number;
  /** Images that are no answer, such as the one that is asked about. */
  readonly leaveOut?: readonly string[];
};

/**
 * The kept images whose embeddings are nearest, nearest first; `null` when there is no way to tell right now: the vector
 * store does not work, and there are too many images to look at each. Throws `vectors.bad_vector`, `vectors.bad_limit`.
 */
export type NearestImages = (question: NearestQuestion) => Promise<readonly NearImage[] | null>;
