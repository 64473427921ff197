import type { Findings } from './findings.ts';
import type { StoredModel } from './model-store.ts';
import type { SeenPicture } from './open-session.ts';

/** To a model thread: pictures or texts for one model, done one request after the other. */
export type ToModelThread = { readonly model: StoredModel } & (
  | { readonly pictures: readonly SeenPicture[] }
  | { readonly texts: readonly string[] }
);

/** What a model thread found: one for each picture, or each text. */
export type FoundByThread =
  | { readonly ok: true; readonly findings: readonly Findings[] }
  | { readonly ok: true; readonly vectors: readonly Float32Array[] };

/** From a model thread, in the order of the requests. */
export type FromModelThread =
  | FoundByThread
  | {
      readonly ok: false;
      readonly code: string;
      readonly details: Readonly<Record<string, string | number | null>>;
    };
