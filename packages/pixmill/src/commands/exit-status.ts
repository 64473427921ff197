/** Exit statuses of every command. */
export const EXIT = {
  /** All asked for. */
  ok: 0,
  failed: 1,
  /** Wrong usage. */
  usage: 2,
  /** Finished with fewer than asked. */
  fewer: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
