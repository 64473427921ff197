import type { Pixmill } from '../compose.ts';

/** What the features are given: parts of Pixmill, and what joins features to each other and to the mill. */
export type ApiServices = {
  readonly pixmill: Pixmill;
};
