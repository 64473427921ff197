import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { HttpServer } from './create-server.ts';

/** Nothing of the API is a page: whatever a browser is made to open as one loads nothing and stands in no frame. */
const API_POLICY = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

const EXPOSED = [
  'Content-Disposition',
  'Content-Range',
  'ETag',
  'Idempotent-Replayed',
  'Retry-After',
  'WWW-Authenticate',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
];

/**
 * Adds security headers to every answer, and lets pages of the named origins call the API. Tokens come in headers and
 * never in cookies, so a browser adds none to a request of a foreign page.
 */
export const addSecurityHeaders = async (
  server: HttpServer,
  { corsOrigins, isHttps }: { readonly corsOrigins: readonly string[]; readonly isHttps: boolean },
): Promise<void> => {
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    // Over http it would mean nothing, and on localhost it would break every other server of the machine.
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // Pages that may call the API may also show its pictures.
    crossOriginResourcePolicy: { policy: corsOrigins.length === 0 ? 'same-origin' : 'cross-origin' },
    xFrameOptions: { action: 'deny' },
  });
  if (corsOrigins.length === 0) return;
  server.addHook('onRoute', (route) => {
    if (route.url === '*' && route.method === 'OPTIONS') {
      route.config = { ...route.config, access: { kind: 'public' }, uncounted: true };
    }
  });
  await server.register(cors, {
    origin: [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED,
    maxAge: 600,
    strictPreflight: false,
    hideOptionsRoute: true,
  });
};
