import { isLoopback } from '../config/check-service-settings.ts';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';

const hostOf = (origin: string): string | null => URL.parse(origin)?.hostname ?? null;

/**
 * Keeps foreign web pages out of an installation without logins: any page that its person opens could otherwise send
 * requests to this machine, under its own name (Host) after a change of its DNS, or as a form (Origin).
 */
export const addLocalPagesOnly = (server: HttpServer, corsOrigins: readonly string[]): void => {
  server.addHook('onRequest', async (request) => {
    const host = hostOf(`http://${request.headers.host ?? ''}`);
    if (host === null || !isLoopback(host)) throw httpError('http.foreign_page');
    const { origin } = request.headers;
    if (origin === undefined) return;
    const page = hostOf(origin);
    if (corsOrigins.includes(origin) || (page !== null && isLoopback(page))) return;
    throw httpError('http.foreign_page');
  });
};
