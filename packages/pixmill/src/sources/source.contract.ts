import { describe, expect, it } from 'vitest';
import type { Candidate, Json } from '../library/candidate.ts';
import type { CandidatePage, Source, SourceContext, SourceRequest } from '../library/source.ts';
import { sourceCodes } from './source.errors.ts';

/** Everything that a source needs to run once in a test; `close` frees servers and folders. */
export type SourceFixture = {
  readonly source: Source;
  readonly context: SourceContext;
  /** Answered with at least two pages, so that going on in the middle is seen. */
  readonly request: SourceRequest;
  /** Answered with nothing, and known to be so; absent when the source has no such answer. */
  readonly emptyRequest?: SourceRequest;
  /** Codes that its dropped items may have besides those of the area `source`. */
  readonly codes?: Readonly<Record<string, unknown>>;
  readonly close: () => Promise<void>;
};

const collect = async (pages: AsyncIterable<CandidatePage>): Promise<CandidatePage[]> => {
  const collected: CandidatePage[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
};

/** What another process would get back after the cursor stood in the database. */
const throughJson = (cursor: Json): Json => {
  const copy: unknown = JSON.parse(JSON.stringify(cursor));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON.parse yields JSON
  return copy as Json;
};

const isWebUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

const itemsOf = (pages: readonly CandidatePage[]): unknown[] =>
  pages.flatMap((page) => [...page.candidates, ...page.dropped]);

/** What is wrong with a candidate, in words; empty when nothing is. */
const faultsOf = (candidate: Candidate, sourceId: string): string[] => {
  const { licence, location } = candidate;
  const faults: string[] = [];
  const demand = (fine: boolean, fault: string): void => {
    if (!fine) faults.push(`${candidate.sourceItemId}: ${fault}`);
  };

  demand(candidate.source === sourceId, `belongs to ${candidate.source}`);
  demand(candidate.sourceItemId !== '', 'has no id');
  demand(
    candidate.retrievedAt === new Date(candidate.retrievedAt).toISOString(),
    'has a time that is not RFC 3339 UTC',
  );
  for (const url of [candidate.pageUrl, candidate.thumbnailUrl, candidate.creatorUrl, candidate.licence.url]) {
    demand(url === undefined || isWebUrl(url), `has the relative address ${url}`);
  }

  if (location.kind === 'url') demand(isWebUrl(location.url), `lies at ${location.url}`);
  if (location.kind === 'file') demand(location.path.startsWith(location.root), `lies outside ${location.root}`);
  if (location.kind === 'blob') demand(/^[0-9a-f]{64}$/.test(location.sha256), `lies at ${location.sha256}`);

  const invented = 'has a licence that nobody stated';
  if (licence.id === null) demand(licence.commercialOk !== true && licence.derivativesOk !== true, invented);
  else demand((licence.raw ?? licence.url ?? '') !== '' && licence.confidence !== 'none', invented);
  return faults;
};

/** What every source promises, whatever it reads; run it from the source's own test file. */
export const describeSourceContract = (name: string, open: () => Promise<SourceFixture>): void => {
  const within = async (use: (fixture: SourceFixture) => Promise<void>): Promise<void> => {
    const fixture = await open();
    try {
      await use(fixture);
    } finally {
      await fixture.close();
    }
  };

  describe(`${name} keeps the contract of a source`, () => {
    it('says who it is and when its terms were read', () =>
      within(async ({ source }) => {
        expect(source.info.id).toMatch(/^[a-z][a-z0-9-]*$/);
        expect(source.info.title).not.toBe('');
        expect(isWebUrl(source.info.homepage)).toBe(true);
        expect(source.info.termsCheckedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(source.capabilities.maxPageSize).toBeGreaterThan(0);
      }));

    it('yields several pages, and a null cursor on the last one only', () =>
      within(async ({ source, request, context }) => {
        const pages = await collect(source.discover(request, context));
        expect(pages.length).toBeGreaterThanOrEqual(2);
        expect(pages.at(-1)?.cursor).toBeNull();
        for (const page of pages.slice(0, -1)) expect(page.cursor).not.toBeNull();
      }));

    it('yields candidates with an origin, a place to fetch from, and no invented licence', () =>
      within(async ({ source, request, context }) => {
        const pages = await collect(source.discover(request, context));
        const candidates = pages.flatMap((page) => page.candidates);
        expect(candidates.length).toBeGreaterThan(0);
        expect(candidates.flatMap((candidate) => faultsOf(candidate, source.info.id))).toEqual([]);
      }));

    it('names no item twice', () =>
      within(async ({ source, request, context }) => {
        const pages = await collect(source.discover(request, context));
        const ids = pages.flatMap((page) => [...page.candidates, ...page.dropped].map((item) => item.sourceItemId));
        expect(ids).toEqual([...new Set(ids)]);
      }));

    it('gives every dropped item a code of the catalogue', () =>
      within(async ({ source, request, context, codes = {} }) => {
        const pages = await collect(source.discover(request, context));
        const known = new Set([...Object.keys(sourceCodes.codes), ...Object.keys(codes)]);
        const dropped = pages.flatMap((page) => page.dropped);
        expect(dropped.filter(({ code, sourceItemId }) => !known.has(code) || sourceItemId === '')).toEqual([]);
      }));

    it('goes on from any cursor as if it had never stopped', () =>
      within(async ({ source, request, context }) => {
        const pages = await collect(source.discover(request, context));
        for (const [index, page] of pages.slice(0, -1).entries()) {
          const rest = await collect(source.discover({ ...request, cursor: throughJson(page.cursor) }, context));
          expect(itemsOf(rest)).toEqual(itemsOf(pages.slice(index + 1)));
        }
      }));

    it('yields only what the licence filter accepts', () =>
      within(async ({ source, request, context }) => {
        const licences = { kind: 'list', codes: ['cc0'] } as const;
        const pages = await collect(source.discover({ ...request, licences }, context));
        for (const candidate of pages.flatMap((page) => page.candidates)) {
          expect(candidate.licence.id).toBe('CC0-1.0');
        }
      }));

    it('stops when it is told to', () =>
      within(async ({ source, request, context }) => {
        const stop = new AbortController();
        stop.abort();
        const pages = source.discover(request, { ...context, signal: stop.signal });
        await expect(collect(pages)).rejects.toMatchObject({ name: 'AbortError' });
      }));

    it('answers with nothing, and no error, when there is nothing', () =>
      within(async ({ source, emptyRequest, context }) => {
        if (emptyRequest === undefined) return;
        const pages = await collect(source.discover(emptyRequest, context));
        expect(itemsOf(pages)).toEqual([]);
      }));
  });
};
