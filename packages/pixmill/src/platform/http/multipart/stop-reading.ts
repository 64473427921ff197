import type { FastifyRequest } from 'fastify';

/** How long a client that was answered before it had sent everything may go on sending. */
const LINGER_MS = 3000;

/**
 * Gives up the rest of a body. What still comes is thrown away for a moment, since a client whose connection is cut while
 * it sends never sees the answer; then the connection ends.
 */
export const stopReading = ({ raw }: FastifyRequest): void => {
  if (raw.complete || raw.destroyed) return;
  raw.unpipe();
  raw.resume();
  const cut = setTimeout(() => raw.destroy(), LINGER_MS);
  raw.once('close', () => clearTimeout(cut));
  cut.unref();
};
