import { describe, expect, it } from 'vitest';
import { json, type Handler, type Routes } from '../../../test/http-server.ts';
import { openSource, parametersOf, runSource } from '../../../test/source-run.ts';
import type { SourceRequest } from '../../library/source.ts';
import { describeServiceErrors } from '../service/service-errors.contract.ts';
import { describeSourceContract } from '../source.contract.ts';
import { gbif } from './gbif.ts';

type Extra = Readonly<Record<string, unknown>>;

const LICENCES = [
  'http://creativecommons.org/licenses/by-nc/4.0/',
  'CC0',
  undefined,
  'http://creativecommons.org/publicdomain/zero/1.0/legalcode',
  '© Example Museum',
];

const media = (n: number, extra: Extra = {}) => ({
  type: 'StillImage',
  format: 'image/jpeg',
  identifier: `https://publisher.example/img/${n}.jpg`,
  references: `https://publisher.example/obs/${n}`,
  title: 'Red fox',
  creator: 'A. Example',
  publisher: 'Example Museum',
  license: LICENCES[n % LICENCES.length],
  rightsHolder: 'B. Example',
  ...extra,
});

const record = (n: number, extra: Extra = {}) => ({
  key: 4_011_700_000 + n,
  gbifID: String(4_011_700_000 + n),
  scientificName: 'Vulpes vulpes (Linnaeus, 1758)',
  license: 'http://creativecommons.org/publicdomain/zero/1.0/legalcode',
  datasetKey: '50c9509d-22c7-4a22-a47d-8c48425ef4a7',
  media: [media(n)],
  ...extra,
});

const match: Handler = (request, response, n) => {
  const name = parametersOf(request).get('name');
  const none = { confidence: 100, matchType: 'NONE', synonym: false };
  const fox = {
    usageKey: 5_219_243,
    canonicalName: 'Vulpes vulpes',
    rank: 'SPECIES',
    confidence: 99,
    matchType: 'EXACT',
  };
  const answers: Readonly<Record<string, unknown>> = {
    'Vulpes vulpes': fox,
    'Vulpes vulpis': { ...fox, matchType: 'FUZZY' },
    'Canis vulpes': { ...fox, usageKey: 1, acceptedUsageKey: 5_219_243, synonym: true },
    'Vulpes unknownus': { ...fox, usageKey: 2, matchType: 'HIGHERRANK' },
  };
  return json(answers[name ?? ''] ?? none)(request, response, n);
};

const byCommonName: Handler = (request, response, n) => {
  const isKnown = parametersOf(request).get('q')?.toLowerCase() === 'red fox';
  const other = { key: 3, canonicalName: 'Vulpes', vernacularNames: [{ vernacularName: 'Foxes', language: 'eng' }] };
  const fox = { key: 5_219_243, canonicalName: 'Vulpes vulpes', vernacularNames: [{ vernacularName: 'Red Fox' }] };
  return json({ offset: 0, limit: 20, endOfRecords: true, results: isKnown ? [other, fox] : [other] })(
    request,
    response,
    n,
  );
};

/** Answers like the service for `total` records, at most `most` a page. */
const api = (total: number, most = 20): Routes => ({
  '/v1/species/match': match,
  '/v1/species/search': byCommonName,
  '/v1/occurrence/search': (request, response, n) => {
    const parameters = parametersOf(request);
    const offset = Number(parameters.get('offset'));
    const limit = Math.min(most, Number(parameters.get('limit')));
    const size = Math.max(0, Math.min(limit, total - offset));
    const results = Array.from({ length: size }, (_, index) => record(offset + index));
    const body = { offset, limit, endOfRecords: offset + size >= total, count: total, results };
    return json(body)(request, response, n);
  },
});

const answering = (...records: readonly unknown[]): Routes => ({
  '/v1/species/match': match,
  '/v1/occurrence/search': json({ offset: 0, limit: 300, endOfRecords: true, count: 1, results: records }),
});

const request: SourceRequest = { query: 'Vulpes vulpes', licences: { kind: 'any' } };
const run = (handler: Handler | Routes, asked: Partial<SourceRequest> = {}) =>
  runSource({ source: gbif, setting: 'GBIF_URL', handler, request: { ...request, ...asked } });

describeSourceContract('gbif', async () => ({
  ...(await openSource({ source: gbif, setting: 'GBIF_URL', handler: api(50) })),
  request,
  emptyRequest: { ...request, query: 'nothing' },
}));

describeServiceErrors('gbif', { create: () => gbif, setting: 'GBIF_URL', request });

describe('gbif', () => {
  it('believes the licence of the picture, never that of the record', async () => {
    const { pages } = await run(answering(record(0), record(2), record(4)));
    expect(pages[0]?.candidates.map(({ licence }) => [licence.id, licence.confidence])).toEqual([
      ['CC-BY-NC-4.0', 'per-item'],
      [null, 'none'],
      [null, 'per-item'],
    ]);
  });

  it('reads what a record says about a picture', async () => {
    const { pages } = await run(answering(record(0)));
    expect(pages[0]?.candidates[0]).toMatchObject({
      // MD5 of the identifier, as in GBIF's image cache.
      sourceItemId: expect.stringMatching(/^4011700000:[0-9a-f]{32}$/),
      location: { kind: 'url', url: 'https://publisher.example/img/0.jpg' },
      pageUrl: 'https://publisher.example/obs/0',
      title: 'Red fox',
      creator: 'A. Example',
      claims: { contentType: 'image/jpeg' },
      metadata: { publisher: 'Example Museum', rights_holder: 'B. Example' },
    });
  });

  it('takes every picture of a record once, and no sound', async () => {
    const several = [media(1), media(1), media(6), media(11, { type: 'Sound' }), media(3, { identifier: null })];
    const { pages } = await run(answering(record(1, { media: several }), record(2, { media: undefined })));
    expect(pages[0]?.candidates.map(({ location }) => location)).toEqual([
      { kind: 'url', url: 'https://publisher.example/img/1.jpg' },
      { kind: 'url', url: 'https://publisher.example/img/6.jpg' },
    ]);
    expect(pages[0]?.dropped).toMatchObject([{ code: 'source.no_image' }]);
  });

  it.each([
    ['Vulpes vulpis', '5219243', 'GBIF takes "Vulpes vulpis" for Vulpes vulpes (similar spelling).'],
    ['Canis vulpes', '5219243', undefined],
    ['red fox', '5219243', 'GBIF takes "red fox" for Vulpes vulpes (common name).'],
  ])('finds what "%s" means', async (query, taxonKey, notice) => {
    const { pages, queries } = await run(api(1), { query });
    expect(queries.at(-1)?.get('taxonKey')).toBe(taxonKey);
    expect(pages[0]?.notices[0]).toBe(notice);
  });

  it('does not take the genus for an unknown species', async () => {
    const { pages, server } = await run(api(1), { query: 'Vulpes unknownus' });
    expect(server.count('/v1/occurrence/search')).toBe(0);
    expect(pages).toMatchObject([{ candidates: [], cursor: null }]);
    expect(pages[0]?.notices[0]).toContain('knows no living thing called "Vulpes unknownus"');
  });

  it('takes the word of the species match where common names cannot be searched', async () => {
    const { pages } = await run({ '/v1/species/match': match }, { query: 'red fox' });
    expect(pages).toMatchObject([{ candidates: [], cursor: null }]);
  });

  it('misses nothing when the service gives fewer records than asked for', async () => {
    const { pages, queries } = await run(api(50));
    expect(pages.flatMap((page) => page.candidates)).toHaveLength(50);
    expect(queries.slice(1).map((query) => query.get('offset'))).toEqual(['0', '20', '40']);
  });

  it('stops at the window of 10,000 records and says so', async () => {
    const last = await run(api(50_000, 300), { cursor: { taxon: 5_219_243, offset: 9_900 } });
    expect(last.queries.map((query) => [query.get('offset'), query.get('limit')])).toEqual([['9900', '100']]);
    expect(last.pages[0]?.cursor).toBeNull();
    expect(last.pages[0]?.notices[0]).toContain('10000');
  });

  it.each([
    [{ kind: 'any' }, []],
    [{ kind: 'commercial' }, ['CC0_1_0', 'CC_BY_4_0']],
    [{ kind: 'list', codes: ['by', 'by-nc'] }, ['CC_BY_4_0', 'CC_BY_NC_4_0']],
    [{ kind: 'list', codes: ['by', 'by-sa'] }, []],
  ] as const)('narrows the records for %o', async (licences, expected) => {
    const { queries } = await run(api(1), { licences });
    expect(queries.at(-1)?.getAll('license')).toEqual(expected);
  });

  it('does not take an unexpected gap for the end', async () => {
    const gap = { '/v1/species/match': match, '/v1/occurrence/search': json({ endOfRecords: false, results: [] }) };
    await expect(run(gap)).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });
});
