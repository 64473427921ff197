import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpServer } from './create-server.ts';
import { makeHtmlPage, sendHtmlPage, wantsHtml } from './html-page.ts';
import { httpError } from './http.errors.ts';

type Path = { readonly pattern: RegExp; readonly methods: Set<string> };

const withoutSlashes = (path: string): string => path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');

/** Matches the addresses of a route: `:name` is one part of a path, `*` any number. */
const patternOf = (url: string): RegExp => {
  const parts = withoutSlashes(url)
    .split('/')
    .map((part) => {
      if (part.startsWith(':')) return '[^/]+';
      return part === '*' ? '.*' : part.replaceAll(/[.+?^${}()|[\]\\*]/g, String.raw`\$&`);
    });
  return new RegExp(`^${parts.join('/')}$`);
};

/** For people who follow a link, such as one of a mail, to a page of the web app. */
const NO_PAGE = makeHtmlPage({
  body: `<p>There is no page here: Pixmill's web app is still to come. What it will show, the API answers already;
<a href="/docs">try it</a>, or <a href="/redoc">read about it</a>.</p>`,
});

/** Answers what has no route: 405 with the methods that are possible at that address, or 404 when there is none. */
export const addNotFound = (server: HttpServer): void => {
  const paths = new Map<string, Path>();
  server.addHook('onRoute', ({ url, method }) => {
    const key = withoutSlashes(url);
    const path = paths.get(key) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of Array.isArray(method) ? method : [method]) path.methods.add(one);
    paths.set(key, path);
  });
  server.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const address = withoutSlashes(request.url.split('?', 1)[0] ?? '');
    const allowed = [...paths.values()]
      .filter(({ pattern }) => pattern.test(address))
      .flatMap(({ methods }) => [...methods]);
    // Preflights are answered for every address, there or not.
    const others = [...new Set(allowed)].filter((method) => method !== 'OPTIONS').sort();
    if (others.length === 0) {
      if (wantsHtml(request) && !address.startsWith('/api/')) {
        return sendHtmlPage(reply.code(404).header('vary', 'Accept'), NO_PAGE);
      }
      throw httpError('http.not_found');
    }
    void reply.header('allow', others.join(', '));
    throw httpError('http.method_not_allowed', { method: request.method, allowed: others.join(', ') });
  });
};
