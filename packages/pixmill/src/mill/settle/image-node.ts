import type { Copy } from '../dedupe/copy-order.ts';
import type { PassedCandidate } from './settlement.ts';

/** An image as dedupe sees it, with what must be written when the decision about it changes. */
export type ImageNode = Copy & {
  readonly sha256: string;
  readonly pixelHash: string;
  readonly phash: string;
  /** Whether the perceptual hash means anything. */
  readonly hashable: boolean;
  /** The candidate that it takes its provenance from. */
  readonly candidateId: string;
  readonly searchId: string;
};

/** The node of a candidate that passed and whose bytes are new to the project. */
export const nodeOfPassed = ({ image }: PassedCandidate): ImageNode => ({
  id: image.id,
  width: image.width,
  height: image.height,
  bytes: image.bytes,
  licenceRank: image.licenceRank,
  jobId: image.jobId,
  seenOrder: image.seenOrder,
  sha256: image.sha256,
  pixelHash: image.pixelHash,
  phash: image.phash,
  hashable: image.hashable,
  candidateId: image.candidateId,
  searchId: image.searchId,
});
