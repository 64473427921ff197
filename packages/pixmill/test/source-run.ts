import type { CandidatePage, Source, SourceRequest } from '../src/library/source.ts';
import { startHttpServer, type Handler, type HttpServer, type Routes } from './http-server.ts';
import { testSourceContext, type TestSourceContext } from './source-context.ts';

/** A source with the server that stands for its service. */
export type OpenSource = {
  readonly source: Source;
  readonly context: TestSourceContext;
  readonly server: HttpServer;
  readonly close: () => Promise<void>;
};

type Standing = {
  readonly source: Source;
  /** The setting that replaces the service's address. */
  readonly setting: string;
  /** How the service answers. */
  readonly handler: Handler | Routes;
  readonly settings?: Readonly<Record<string, string>>;
};

/** Starts a server in the place of a source's service. */
export const openSource = async ({ source, setting, handler, settings = {} }: Standing): Promise<OpenSource> => {
  const server = await startHttpServer(handler);
  const context = testSourceContext({ settings: { [setting]: server.origin, ...settings } });
  const close = async (): Promise<void> => {
    await context.close();
    await server.close();
  };
  return { source, context, server, close };
};

/** What came of reading a source to its end. */
export type SourceRun = {
  readonly pages: readonly CandidatePage[];
  readonly server: HttpServer;
  /** Parameters of each request, in order. */
  readonly queries: readonly URLSearchParams[];
};

/** Reads a source to its end, or until it throws. */
export const runSource = async (standing: Standing & { readonly request: SourceRequest }): Promise<SourceRun> => {
  const { source, context, server, close } = await openSource(standing);
  const pages: CandidatePage[] = [];
  try {
    for await (const page of source.discover(standing.request, context)) pages.push(page);
  } finally {
    await close();
  }
  return { pages, server, queries: server.requests.map(({ url }) => new URL(url, 'http://host').searchParams) };
};

/** The parameters of a request that a handler answers. */
export const parametersOf = (request: { readonly url?: string | undefined }): URLSearchParams =>
  new URL(request.url ?? '/', 'http://host').searchParams;
