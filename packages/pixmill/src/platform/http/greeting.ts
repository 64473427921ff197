import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import type { HttpServer } from './create-server.ts';
import { operation } from './operation.ts';

const Greeting = Type.Object(
  { message: Type.String(), name: Type.String(), version: Type.String() },
  { title: 'Greeting', examples: [{ message: 'Hello World', name: 'pixmill', version: '0.1.0' }] },
);

/** Which of the two depends on what the client accepts. */
const GreetingAnswer = Type.Unsafe<Static<typeof Greeting>>({
  'x-response-description': 'Hello.',
  content: { 'application/json': { schema: Greeting }, 'text/html': { schema: { type: 'string' } } },
});

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pixmill</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 20vh auto 0; max-width: 30rem; padding: 0 1rem }
h1 { font-size: 1.25rem; margin: 0 }
</style>
</head>
<body>
<h1>Pixmill</h1>
<p>The API is running. <a href="/docs">Try it</a>, <a href="/redoc">read about it</a>, or look at its
<a href="/api/v1/health">health</a>.</p>
</body>
</html>
`;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

/** Answers browsers with the page. */
const answerBrowsers = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
  void reply.header('vary', 'Accept');
  if (!/\btext\/html\b/.test(request.headers.accept ?? '')) return undefined;
  return reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(PAGE);
};

/** Adds `GET /`: a greeting for programs, a page for browsers. */
export const addGreeting = (server: HttpServer, version: string): void => {
  server.get(
    '/',
    {
      ...operation({
        id: 'greet',
        tag: 'health',
        summary: 'Say hello',
        description: 'Tells programs what this is; browsers get a page.',
        access: { kind: 'public' },
        gives: { 200: GreetingAnswer },
        uncounted: true,
      }),
      preHandler: answerBrowsers,
    },
    async () => ({ message: 'Hello World', name: 'pixmill', version }),
  );
};
