import type { Findings } from './findings.ts';
import type { StoredModel } from './model-store.ts';
import type { SeenPicture } from './open-session.ts';

/** To a model thread: pictures or texts for one model, done one request after the other. */
export type ToModelThread = { readonly model: StoredModel } & (
  | { readonly pictures: readonly SeenPicture[] }
  | { readonly texts: readonly string[] }
);

/** What came of one picture or text. */
export type ModelAnswer =
  | { readonly ok: true; readonly findings: Findings }
  | { readonly ok: true; readonly vector: Float32Array }
  | {
      readonly ok: false;
      readonly code: string;
      readonly details: Readonly<Record<string, string | number | null>>;
    };

/** From a model thread, in the order of the requests: one answer for each picture, or each text. */
export type FromModelThread = readonly ModelAnswer[];
