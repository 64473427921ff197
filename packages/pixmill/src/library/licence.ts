/** How sure a licence is. */
export type LicenceConfidence =
  /** The source states it for this very image. */
  | 'per-item'
  /** One licence for everything at the source. */
  | 'source-wide'
  /** The search was filtered by licence, but the item carries no statement. */
  | 'search-filter-only'
  | 'none';

/** A licence as the source states it, and as Pixmill understands it. An unknown licence is never "free". */
export type Licence = {
  /** Normalised id (SPDX where one exists), e.g. `CC-BY-4.0`, `CC0-1.0`; `null` when unknown. */
  readonly id: string | null;
  /** What the source wrote, always kept. */
  readonly raw?: string;
  readonly url?: string;
  readonly version?: string;
  readonly attributionRequired?: boolean;
  readonly attributionText?: string;
  readonly commercialOk?: boolean;
  readonly derivativesOk?: boolean;
  readonly confidence: LicenceConfidence;
};

/** The licence of something about which nothing is known. */
export const UNKNOWN_LICENCE: Licence = { id: null, confidence: 'none' };
