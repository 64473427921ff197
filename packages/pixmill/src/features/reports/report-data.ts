import type { Outcome } from '../../library/outcome.ts';

/** A small WebP picture (at most 256 pixels long) that is put into the page itself. */
export type Preview = Uint8Array;

/** One picture of a contact sheet. */
export type SheetImage = {
  readonly preview: Preview | null;
  /** Path beside the report, for the link; `null` when there is no file to open. */
  readonly fileName: string | null;
  readonly title: string | null;
  readonly width: number;
  readonly height: number;
  readonly creator: string | null;
  /** `null` where none is known of, as of files in a folder. */
  readonly licence: string | null;
  readonly source: string;
  /** Codes of checks that it does not pass but was not rejected for. */
  readonly flags: readonly string[];
};

/** One label, or one finding of a check, with a choice of its pictures. */
export type LabelSheet = {
  /** `null` for images without a label. */
  readonly label: string | null;
  /** All of its images; more than are shown. */
  readonly count: number;
  readonly images: readonly SheetImage[];
};

/** How many candidates ended with one code. */
export type OutcomeTally = { readonly outcome: Outcome; readonly code: string | null; readonly count: number };

/** A line across a histogram, beyond which images are turned away or flagged. */
export type Threshold = {
  readonly at: number;
  readonly side: 'below' | 'above';
  readonly label: string;
  /** Measured images beyond it. */
  readonly count: number;
};

/** Counts in bins; bin i holds edges[i] <= value < edges[i + 1], the outermost ones also what lies beyond. */
export type Histogram = {
  readonly id: string;
  readonly title: string;
  /** One sentence: what is measured, and what is good. */
  readonly explanation: string;
  readonly unit: string;
  readonly scale: 'linear' | 'log';
  /** One more than bins. */
  readonly edges: readonly number[];
  readonly kept: readonly number[];
  /** Images that were measured and then rejected. */
  readonly rejected: readonly number[];
  readonly thresholds: readonly Threshold[];
};

/** One half of a pair. */
export type PairImage = {
  readonly preview: Preview | null;
  readonly name: string;
  /** Path beside the report, when there is one. */
  readonly fileName: string | null;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

/** Two images that show the same picture. */
export type DuplicatePair = {
  /** `similar` where somebody has said so, whatever the hashes say. */
  readonly kind: 'exact' | 'near' | 'similar';
  /** Bits of the perceptual hash that differ, 0..64. */
  readonly distance: number;
  readonly kept: PairImage;
  readonly duplicate: PairImage;
  /** Why the kept one is the better copy, in two or three words: `more pixels`. */
  readonly why: string;
};

export type NamedCount = { readonly name: string; readonly count: number };

export type LicenceCount = {
  readonly key: string;
  readonly title: string;
  readonly url: string | null;
  readonly asks: string;
  readonly count: number;
};

/** A refusal by whoever owns the images, as recorded. */
export type OptOutCount = { readonly rule: string; readonly count: number };

type Common = {
  readonly title: string;
  /** RFC 3339 UTC. */
  readonly madeAt: string;
  readonly version: string;
  /** Sentences of the catalogue by code, for outcomes and flags. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Images that are in the dataset, or that were looked at. */
  readonly images: number;
  readonly bytes: number;
  readonly captions: number;
  /** Most frequent first, not all with pictures. */
  readonly labels: readonly LabelSheet[];
  /** Labels beyond those in `labels`, and their images. */
  readonly furtherLabels: { readonly labels: number; readonly images: number };
  readonly histograms: readonly Histogram[];
  /** Images by the check that they do not pass although they were kept. */
  readonly flags: readonly { readonly code: string; readonly count: number }[];
  readonly duplicates: { readonly total: number; readonly pairs: readonly DuplicatePair[] };
  readonly notices: readonly string[];
  /** How it was made, in the order of reading: the command, versions, settings. */
  readonly making: readonly { readonly name: string; readonly value: string }[];
};

/** The report of a build: every candidate has an outcome. */
export type BuildReportData = Common & {
  readonly kind: 'build';
  readonly outcomes: readonly OutcomeTally[];
  readonly inFlight: number;
  readonly sources: readonly NamedCount[];
  readonly licences: readonly LicenceCount[];
  readonly optOuts: readonly OptOutCount[];
};

/** The report of `pixmill check`: nothing was fetched, nothing was changed. */
export type CheckReportData = Common & {
  readonly kind: 'check';
  /** Files that could not be read, by code. */
  readonly unreadable: readonly {
    readonly code: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  /** Images with at least one finding. */
  readonly withFindings: number;
};

export type ReportData = BuildReportData | CheckReportData;
