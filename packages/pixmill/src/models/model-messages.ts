import type { Findings } from './findings.ts';
import type { StoredModel } from './model-store.ts';
import type { SeenPicture } from './open-session.ts';

/** To a model thread: pictures for one model, done one request after the other. */
export type ToModelThread = { readonly model: StoredModel; readonly pictures: readonly SeenPicture[] };

/** From a model thread, in the order of the requests. */
export type FromModelThread =
  /** One for each picture. */
  | { readonly ok: true; readonly findings: readonly Findings[] }
  | {
      readonly ok: false;
      readonly code: string;
      readonly details: Readonly<Record<string, string | number | null>>;
    };
