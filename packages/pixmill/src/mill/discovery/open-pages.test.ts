import { describe, expect, it } from 'vitest';
import { testSourceContext } from '../../../test/source-context.ts';
import { json, startHttpServer } from '../../../test/http-server.ts';
import type { Source } from '../../library/source.ts';
import { openPages } from './open-pages.ts';

/** A source of three pages that asks its service for each. */
const sourceAt = (origin: string): Source => ({
  info: {
    id: 'three-pages',
    title: 'Three pages',
    homepage: 'https://pixmill.test',
    kind: 'search',
    tier: 'default',
    preset: 'general',
    official: true,
    keys: [],
    licenceQuality: 'none',
    termsCheckedOn: '2026-11-20',
  },
  capabilities: { paging: 'page', maxPageSize: 1, filters: [] },
  discover: async function* (request, context) {
    for (let page = Number(request.cursor ?? 0); page < 3; page++) {
      await context.getJson(`${origin}/page/${page}`);
      yield { candidates: [], dropped: [], cursor: page === 2 ? null : page + 1, notices: [] };
    }
  },
});

const request = { query: 'owl', licences: { kind: 'any' } } as const;

describe('pages that are being read', () => {
  it('outlive the run that read the page before', async () => {
    await using server = await startHttpServer({ '/page/*': json({}) });
    const pages = openPages();
    const contexts: ReturnType<typeof testSourceContext>[] = [];
    const read = async (cursor: number | null, searchId = 'a') => {
      const run = new AbortController();
      const page = await pages.next({
        searchId,
        source: sourceAt(server.origin),
        request,
        context: (signal) => {
          const context = testSourceContext({ signal });
          contexts.push(context);
          return context;
        },
        cursor,
        signal: run.signal,
      });
      // The queue aborts the signal of a run when it has ended.
      run.abort();
      return page?.cursor;
    };
    expect(await read(null)).toBe(1);
    expect(await read(1)).toBe(2);
    expect(await read(2)).toBe(null);
    expect(contexts).toHaveLength(1);
    expect(server.requests.map(({ path }) => path)).toEqual(['/page/0', '/page/1', '/page/2']);
    // Another process has gone on meanwhile: it is begun anew from there.
    expect(await read(null, 'b')).toBe(1);
    expect(await read(2, 'b')).toBe(null);
    expect(contexts).toHaveLength(3);
    for (const context of contexts) await context.close();
    await pages.close();
  });

  it('are ended by the run that reads one', async () => {
    await using server = await startHttpServer(() => {});
    const pages = openPages();
    const run = new AbortController();
    const context = testSourceContext({ signal: run.signal });
    const reading = pages.next({
      searchId: 'a',
      source: sourceAt(server.origin),
      request,
      context: (signal) => testSourceContext({ signal }),
      cursor: null,
      signal: run.signal,
    });
    await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBe(1);
    run.abort();
    await expect(reading).rejects.toThrow(/abort/i);
    await context.close();
  });

  it('are closed when too many others are opened', async () => {
    const closed: string[] = [];
    const source: Source = {
      ...sourceAt(''),
      discover: async function* ({ query }) {
        try {
          for (let page = 1; ; page++) yield { candidates: [], dropped: [], cursor: page, notices: [] };
        } finally {
          closed.push(query);
        }
      },
    };
    const pages = openPages();
    const { signal } = new AbortController();
    for (let n = 0; n < 66; n++) {
      const asked = { searchId: `${n}`, source, request: { ...request, query: `${n}` }, cursor: null, signal };
      await pages.next({ ...asked, context: (whileRead) => testSourceContext({ signal: whileRead }) });
    }
    expect(closed).toEqual(['0', '1']);
    await pages.close();
    expect(closed).toHaveLength(66);
  });
});
