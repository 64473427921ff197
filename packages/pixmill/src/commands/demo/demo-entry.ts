import type { DemoAnswer } from './demo-answers.ts';

/** One link of the demo's list: what the list says, what the server answers, and how it must end. */
export type DemoEntry = {
  /** A path on the demo's server, or an address that leads elsewhere. */
  readonly url: string;
  readonly label: string;
  readonly caption: string;
  readonly creator: string;
  readonly license: string;
  /** SHA-256 that the list claims; `null` when it claims none. */
  readonly sha256: string | null;
  /** What the server does; without one it knows nothing of the address. */
  readonly answer: DemoAnswer | null;
  /** The code of its outcome. */
  readonly expected: string;
  /** Served by the second host, which is the slow and busy one. */
  readonly busyHost: boolean;
};
