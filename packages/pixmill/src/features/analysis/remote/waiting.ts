/** Thrown when an image is not the reason why it cannot be analysed now. */
export class Waiting extends Error {
  override readonly name = 'Waiting';
  /** Not to be tried before. */
  readonly until: Date;
  /** Whether it counts as a failed try of this image. */
  readonly counts: boolean;

  /** `cause` says why, in a sentence for people. */
  constructor(cause: Error, { until, counts }: { readonly until: Date; readonly counts: boolean }) {
    super(cause.message, { cause });
    this.until = until;
    this.counts = counts;
  }
}
