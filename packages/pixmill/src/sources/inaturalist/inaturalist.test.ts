import { describe, expect, it } from 'vitest';
import { json, type Handler, type Routes } from '../../../test/http-server.ts';
import { openSource, parametersOf, runSource } from '../../../test/source-run.ts';
import type { SourceRequest } from '../../library/source.ts';
import { describeServiceErrors } from '../service/service-errors.contract.ts';
import { describeSourceContract } from '../source.contract.ts';
import { inaturalist } from './inaturalist.ts';

type Extra = Readonly<Record<string, unknown>>;

const CODES = ['cc-by', 'cc0', 'cc-by-nc', null];

const photo = (id: number, extra: Extra = {}) => ({
  id,
  license_code: CODES[id % CODES.length] ?? null,
  url: `https://inaturalist-open-data.s3.amazonaws.com/photos/${id}/square.jpg`,
  attribution: '(c) A. Example, some rights reserved',
  original_dimensions: { width: 2048, height: 1365 },
  hidden: false,
  flags: [],
  ...extra,
});

const observation = (id: number, photos: readonly unknown[], extra: Extra = {}) => ({
  id,
  uri: `https://www.inaturalist.org/observations/${id}`,
  quality_grade: 'research',
  license_code: 'cc0',
  user: { login: 'aexample', name: id % 2 === 0 ? null : 'A. Example' },
  taxon: { id: 42_069, name: 'Vulpes vulpes', rank: 'species', preferred_common_name: 'Red Fox' },
  photos,
  ...extra,
});

const fox = { id: 42_069, name: 'Vulpes vulpes', preferred_common_name: 'Red Fox', matched_term: 'Red Fox' };
const taxa: Handler = (request, response, n) => {
  const found = parametersOf(request).get('q') === 'nothing' ? [] : [{ id: 1, name: 'Vulpes' }, fox];
  return json({ total_results: found.length, page: 1, per_page: 30, results: found })(request, response, n);
};

/** Answers like the service for `total` observations of two photos each, at most 20 a page. */
const api = (total: number): Routes => ({
  '/v1/taxa/autocomplete': taxa,
  '/v1/observations': (request, response, n) => {
    const above = Number(parametersOf(request).get('id_above'));
    const left = Array.from({ length: total }, (_, index) => 500 + index * 3).filter((id) => id > above);
    const results = left.slice(0, 20).map((id) => observation(id, [photo(id * 10), photo(id * 10 + 1)]));
    return json({ total_results: left.length, page: 1, per_page: 20, results })(request, response, n);
  },
});

const answering = (...observations: readonly unknown[]): Routes => ({
  '/v1/taxa/autocomplete': taxa,
  '/v1/observations': json({ total_results: observations.length, results: observations }),
});

const request: SourceRequest = { query: 'red fox', licences: { kind: 'any' } };
const run = (handler: Handler | Routes, asked: Partial<SourceRequest> = {}) =>
  runSource({ source: inaturalist, setting: 'INATURALIST_URL', handler, request: { ...request, ...asked } });

describeSourceContract('inaturalist', async () => ({
  ...(await openSource({ source: inaturalist, setting: 'INATURALIST_URL', handler: api(50) })),
  request,
  emptyRequest: { ...request, query: 'nothing' },
}));

describeServiceErrors('inaturalist', { create: () => inaturalist, setting: 'INATURALIST_URL', request });

describe('inaturalist', () => {
  it('takes the photo in its original size, with its own licence', async () => {
    const { pages } = await run(answering(observation(7, [photo(88)])));
    expect(pages[0]?.candidates).toEqual([
      {
        source: 'inaturalist',
        sourceItemId: '88',
        location: { kind: 'url', url: 'https://inaturalist-open-data.s3.amazonaws.com/photos/88/original.jpg' },
        label: null,
        pageUrl: 'https://www.inaturalist.org/observations/7',
        thumbnailUrl: 'https://inaturalist-open-data.s3.amazonaws.com/photos/88/square.jpg',
        title: 'Red Fox',
        creator: 'A. Example',
        creatorUrl: 'https://www.inaturalist.org/people/aexample',
        licence: {
          id: 'CC-BY',
          raw: 'cc-by',
          attributionRequired: true,
          attributionText: '(c) A. Example, some rights reserved',
          commercialOk: true,
          derivativesOk: true,
          confidence: 'per-item',
        },
        claims: { width: 2048, height: 1365 },
        metadata: { scientific_name: 'Vulpes vulpes', quality_grade: 'research' },
        retrievedAt: '2026-11-20T08:00:00.000Z',
      },
    ]);
  });

  it('yields one candidate of an observation with one open photo and one that is all rights reserved', async () => {
    const { pages } = await run(answering(observation(7, [photo(88), photo(89, { license_code: null })])));
    expect(pages[0]?.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['88']);
    expect(pages[0]?.dropped).toMatchObject([
      { sourceItemId: '89', outcome: 'rejected', code: 'source.licence_not_accepted', detail: 'all rights reserved' },
    ]);
  });

  it('leaves out what is hidden, flagged, or kept where photos are not open', async () => {
    const closed = 'https://static.inaturalist.org/photos/3/square.jpg';
    const { pages } = await run(
      answering(
        observation(7, [
          photo(0, { hidden: true }),
          photo(4, { flags: [{ flag: 'copyright infringement', resolved: false }] }),
          photo(8, { flags: [{ flag: 'spam', resolved: true }] }),
          photo(12, { url: closed }),
        ]),
      ),
    );
    expect(pages[0]?.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['8']);
    expect(pages[0]?.dropped.map(({ code }) => code)).toEqual([
      'source.withdrawn',
      'source.withdrawn',
      'source.licence_not_accepted',
    ]);
  });

  it('survives photos and observations with missing parts', async () => {
    const bare = {
      id: 9,
      photos: [{ id: 16, license_code: 'cc0', url: 'https://x.example/16.jpg' }, { id: 20 }, null],
    };
    const { pages } = await run(answering(bare, { id: 10 }, { id: '11', photos: null }));
    expect(pages[0]?.candidates).toMatchObject([
      { sourceItemId: '16', pageUrl: 'https://www.inaturalist.org/observations/9', claims: {} },
    ]);
  });

  it('goes deeper by id, not by page', async () => {
    const { queries, pages } = await run(api(50));
    expect(queries[0]?.get('q')).toBe('red fox');
    expect(queries.slice(1).map((query) => query.get('id_above'))).toEqual(['0', '557', '617']);
    expect(queries.every((query) => !query.has('page'))).toBe(true);
    expect(queries[1]?.get('taxon_id')).toBe('42069');
    expect(pages.at(-1)?.cursor).toBeNull();
  });

  it('does not ask for the taxon again when it goes on', async () => {
    const { server } = await run(api(50), { cursor: { taxon: 42_069, above: 557 } });
    expect(server.count('/v1/taxa/autocomplete')).toBe(0);
  });

  it.each([
    [{ kind: 'any' }, 'photo_licensed', 'true'],
    [{ kind: 'commercial' }, 'photo_license', 'cc0,cc-by,cc-by-sa,cc-by-nd'],
    [{ kind: 'list', codes: ['cc0', 'by-nc', 'pdm'] }, 'photo_license', 'cc0,cc-by-nc'],
  ] as const)('asks for the licences %o', async (licences, parameter, value) => {
    const { queries } = await run(api(1), { licences });
    expect(queries[1]?.get(parameter)).toBe(value);
  });

  it('asks nothing when it has nothing under the licences asked for', async () => {
    const { server, pages } = await run(api(1), { licences: { kind: 'list', codes: ['pdm'] } });
    expect(server.requests).toHaveLength(0);
    expect(pages).toMatchObject([{ candidates: [], cursor: null }]);
    expect(pages[0]?.notices).toHaveLength(1);
  });

  it('says what it takes the keyword for', async () => {
    expect((await run(api(1))).pages[0]?.notices).toEqual(['iNaturalist takes "red fox" for Vulpes vulpes.']);
    const unknown = await run(api(1), { query: 'nothing' });
    expect(unknown.pages[0]?.notices).toEqual(['iNaturalist knows no living thing called "nothing".']);
  });

  it('does not run in circles when the service ignores where to go on', async () => {
    const stuck = {
      '/v1/taxa/autocomplete': taxa,
      '/v1/observations': json({ total_results: 9, results: [observation(7, [])] }),
    };
    await expect(run(stuck)).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });
});
