import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import swaggerUi from '@fastify/swagger-ui';
import type { HttpServer } from '../create-server.ts';
import { openApiDocument } from './add-documentation.ts';
import type { JsonObject } from './name-schemas.ts';

/** Everything comes from this server: no fonts, scripts or pictures of others. Both pages write styles as they go. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  // ReDoc searches in a worker that it makes of its own text.
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pixmill API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 } a[href="https://redocly.com/redoc/"] { display: none }</style>
</head>
<body>
<redoc spec-url="/openapi.json" theme='{"typography": {"fontFamily": "system-ui, sans-serif", "headings": {"fontFamily": "system-ui, sans-serif"}, "code": {"fontFamily": "ui-monospace, monospace"}}}'></redoc>
<script src="/redoc/redoc.js"></script>
</body>
</html>
`;

/** Instead of the framework's. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><text x="0" y="28" font-family="system-ui, sans-serif" font-size="24" font-weight="600" fill="#fff">Pixmill</text></svg>';

/** There is one document; a field for the address of another would only be in the way. */
const SWAGGER_STYLE = `.swagger-ui .topbar .download-url-wrapper { display: none }
.swagger-ui .topbar .topbar-wrapper { flex-direction: row; justify-content: space-between }`;

/** The one thing that ReDoc would ask a stranger for. */
const REDOC_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';

/** ReDoc's bundle: copied beside the build in a package, from the npm package in a checkout. */
const readRedoc = async (): Promise<string> => {
  const copied = join(import.meta.dirname, 'redoc.standalone.js');
  const path = existsSync(copied)
    ? copied
    : createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  return (await readFile(path, 'utf8')).replaceAll(REDOC_LOGO, 'data:,');
};

/** Adds `/openapi.json`, Swagger UI at `/docs` and ReDoc at `/redoc`. All of it works without the internet. */
export const addDocumentationPages = async (server: HttpServer): Promise<void> => {
  const config = { access: { kind: 'public' }, uncounted: true } as const;
  let made: JsonObject | null = null;
  const document = (): JsonObject => (made ??= openApiDocument(server).document);
  let text: string | null = null;
  server.get('/openapi.json', { config, schema: { hide: true } }, (_, reply) => {
    text ??= JSON.stringify(document());
    return reply.type('application/json; charset=utf-8').send(text);
  });
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...config };
    });
    scope.addHook('onRequest', async (_, reply) => {
      void reply.header('content-security-policy', PAGE_POLICY);
    });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: {
        docExpansion: 'none',
        deepLinking: true,
        persistAuthorization: true,
        tryItOutEnabled: true,
        validatorUrl: null,
      },
      transformSpecification: document,
      transformSpecificationClone: false,
      logo: { type: 'image/svg+xml', content: LOGO, href: '/', target: '_self' },
      theme: { title: 'Pixmill API', css: [{ filename: 'pixmill.css', content: SWAGGER_STYLE }] },
    });
    scope.get('/redoc', { schema: { hide: true } }, (_, reply) =>
      reply.type('text/html; charset=utf-8').send(REDOC_PAGE),
    );
    scope.get('/redoc/redoc.js', { schema: { hide: true } }, async (_, reply) =>
      reply
        .header('cache-control', 'public, max-age=86400')
        .type('text/javascript; charset=utf-8')
        .send(await readRedoc()),
    );
  });
};
