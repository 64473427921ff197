import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import type { HttpServer } from './create-server.ts';
import { makeHtmlPage, sendHtmlPage, wantsHtml } from './html-page.ts';
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

const PAGE = makeHtmlPage({
  body: `<p>The API is running. <a href="/docs">Try it</a>, <a href="/redoc">read about it</a>, or look at its
<a href="/api/v1/health">health</a>.</p>`,
});

/** Answers browsers with the page. */
const answerBrowsers = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
  void reply.header('vary', 'Accept');
  return wantsHtml(request) ? sendHtmlPage(reply, PAGE) : undefined;
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
