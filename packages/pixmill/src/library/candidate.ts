import type { Licence } from './licence.ts';

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Where the bytes of a candidate are. */
export type CandidateLocation =
  /** An http(s) URL, hostile until the fetching guard has let it through. */
  | { readonly kind: 'url'; readonly url: string }
  /** A file on this machine: the absolute real path of a file that was found inside an allowed root. */
  | { readonly kind: 'file'; readonly path: string; readonly root: string }
  /** Bytes already in storage under their SHA-256 (64 hex digits): an archive member, an upload. */
  | { readonly kind: 'blob'; readonly sha256: string };

/** What a source claims about an image before it is fetched; measured anew afterwards. */
export type CandidateClaims = {
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  readonly bytes?: number;
  readonly contentType?: string;
  /** A hash that the source states for the original bytes, hex in lower case; checked after the fetch. */
  readonly hash?: { readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'; readonly hex: string };
};

/** An image that is not fetched yet: where it is, where it came from, and under which licence. */
export type Candidate = {
  /** Id of the source that yielded it, e.g. `openverse`. */
  readonly source: string;
  /** Stable id at the source; (search, source, sourceItemId) is unique. */
  readonly sourceItemId: string;
  readonly location: CandidateLocation;
  /** The name a person would know it by: file name, archive member; data only, never used as a path. */
  readonly originalName?: string;
  /** Label that the source gives (folder name, label column); `null` leaves it to the search. */
  readonly label: string | null;
  /** Page that a person can open; needed for attribution. */
  readonly pageUrl?: string;
  readonly thumbnailUrl?: string;
  readonly title?: string;
  readonly caption?: string;
  readonly tags?: readonly string[];
  readonly creator?: string;
  readonly creatorUrl?: string;
  readonly licence: Licence;
  /** What the source warns of, e.g. `personality`, `trademarked`, `no-ai-training`. */
  readonly restrictions?: readonly string[];
  readonly mature?: boolean;
  readonly claims?: CandidateClaims;
  /** Further columns of a list, kept as they are. */
  readonly metadata?: { readonly [key: string]: Json };
  /** RFC 3339 UTC: when the source named this candidate. */
  readonly retrievedAt: string;
};
