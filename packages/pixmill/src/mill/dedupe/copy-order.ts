/** What decides which of two copies of a picture is the better one. */
export type Copy = {
  readonly id: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Higher is better; 0 is unknown (library/licence-rank). */
  readonly licenceRank: number;
  /** UUIDv7 of the job that found it: sorts by time. */
  readonly jobId: string;
  /** Order of first sight within the job. */
  readonly seenOrder: number;
};

/**
 * Orders copies of one picture, the better one first: resolution, then bytes, then licence, then first seen. It never
 * returns 0 for two different copies, so that the choice does not depend on the order of arrival.
 */
export const compareCopies = (a: Copy, b: Copy): number =>
  b.width * b.height - a.width * a.height ||
  b.bytes - a.bytes ||
  b.licenceRank - a.licenceRank ||
  compareText(a.jobId, b.jobId) ||
  a.seenOrder - b.seenOrder ||
  compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
