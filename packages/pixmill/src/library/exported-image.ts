import type { ImageFormat } from '../imaging/inspection.ts';
import type { Json } from './candidate.ts';
import type { Licence } from './licence.ts';
import type { OptOutDecision, Outcome } from './outcome.ts';

/** What was measured of one image, as exports and reports show it. */
export type ExportedMeasures = {
  /** cleanvision's blurry score, 0..1; low is blurry. */
  readonly blur: number;
  /** cleanvision's dark score: 99th percentile of the brightness, 0..1; low is dark. */
  readonly dark: number;
  /** cleanvision's light score: 1 minus the 5th percentile of the brightness, 0..1; low is light. */
  readonly light: number;
  /** Mean brightness, 0..1. */
  readonly brightness: number;
  /** Bits, 0..8. */
  readonly entropy: number;
  /** Width divided by height. */
  readonly aspect: number;
  /** Variance of the Laplacian; higher is sharper. */
  readonly sharpness: number;
};

/** Everything that an export or a report knows about one kept image: plain data, independent of the database. */
export type ExportedImage = {
  /** Stable within one export; never written, since it differs from build to build. */
  readonly id: string;
  /** Of the stored bytes, 64 hex digits. */
  readonly sha256: string;
  /** 16 hex digits each. */
  readonly phash: string;
  readonly dhash: string;
  /** Pixels, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly bytes: number;
  readonly label: string | null;
  readonly caption: string | null;
  readonly title: string | null;
  /** What it shows, in a sentence or two; only where it was asked for. */
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Where the bytes came from; `null` for a file of this machine. */
  readonly sourceUrl: string | null;
  readonly pageUrl: string | null;
  readonly source: string;
  readonly query: string;
  /** RFC 3339 UTC. */
  readonly retrievedAt: string;
  readonly licence: Licence;
  readonly creator: string | null;
  readonly creatorUrl: string | null;
  /** The line to print beside the image. */
  readonly attribution: string | null;
  readonly optOut: OptOutDecision | null;
  /** `#rrggbb`, most frequent first. */
  readonly palette: readonly string[];
  readonly measures: ExportedMeasures;
  /** Codes of checks that it does not pass but was not rejected for. */
  readonly qualityFlags: readonly string[];
  /** How many candidates ended as duplicates of it: the same bytes, the same pixels, or nearly so, at other addresses. */
  readonly duplicates: number;
  /** Further columns of the list that named it. */
  readonly metadata: { readonly [key: string]: Json };
  readonly originalName: string | null;
};

/** How one candidate ended: one line of `outcomes.jsonl`. */
export type ExportedOutcome = {
  /** The address, or the name of a file or archive member. */
  readonly url: string | null;
  readonly source: string;
  readonly query: string;
  readonly label: string | null;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly detail: string | null;
  /** Id of the exported image that it became. */
  readonly imageId: string | null;
  /** Id of the exported image that stands for it. */
  readonly duplicateOfId: string | null;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly optOut: OptOutDecision | null;
  /** RFC 3339 UTC. */
  readonly at: string;
};
