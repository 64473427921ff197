import type { HttpServer } from '../../platform/http/create-server.ts';

/**
 * Stops a server: takes no more requests, lets those that run finish until the deadline, then hangs up on who is left (an
 * upload that takes an hour, a reader that never reads).
 */
export const stopServer = async (
  server: HttpServer,
  { deadlineMs }: { readonly deadlineMs: number },
): Promise<void> => {
  const timer = setTimeout(() => server.server.closeAllConnections(), deadlineMs);
  try {
    await server.close();
  } finally {
    clearTimeout(timer);
  }
};
