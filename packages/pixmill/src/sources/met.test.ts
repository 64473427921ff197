import { describe, expect, it } from 'vitest';
import { json, reply, type Handler, type Routes } from '../../test/http-server.ts';
import { openSource, parametersOf, runSource } from '../../test/source-run.ts';
import type { CandidatePage, SourceRequest } from '../library/source.ts';
import { met } from './met.ts';
import { describeServiceErrors } from './service/service-errors.contract.ts';
import { describeSourceContract } from './source.contract.ts';

type Extra = Readonly<Record<string, unknown>>;

const ROOT = '/public/collection/v1';

const object = (id: number, extra: Extra = {}) => ({
  objectID: id,
  isPublicDomain: true,
  primaryImage: `https://images.metmuseum.org/CRDImages/ep/original/DT ${id}.jpg`,
  primaryImageSmall: `https://images.metmuseum.org/CRDImages/ep/web-large/DT${id}.jpg`,
  title: 'Fox',
  artistDisplayName: 'A. Example',
  medium: 'Oil on canvas',
  culture: '',
  rightsAndReproduction: '',
  tags: [{ term: 'Foxes' }],
  objectURL: `https://www.metmuseum.org/art/collection/search/${id}`,
  ...extra,
});

const idOf = (url: string | undefined): number => Number(/\/objects\/(\d+)/.exec(url ?? '')?.[1]);

const api = (ids: readonly number[], objects: Readonly<Record<number, Handler>> = {}): Routes => ({
  [`${ROOT}/search`]: (request, response, n) => {
    const found = parametersOf(request).get('q') === 'nothing' ? null : ids;
    return json({ total: found?.length ?? 0, objectIDs: found })(request, response, n);
  },
  [`${ROOT}/objects/*`]: (request, response, n) => {
    const id = idOf(request.url);
    return (objects[id] ?? json(object(id)))(request, response, n);
  },
});

const numbers = (length: number): number[] => Array.from({ length }, (_, n) => 436_500 + n * 7);
const request: SourceRequest = { query: 'fox', licences: { kind: 'any' } };
const run = (handler: Handler | Routes, asked: Partial<SourceRequest> = {}) =>
  runSource({ source: met, setting: 'MET_URL', handler, request: { ...request, ...asked } });

describeSourceContract('met', async () => ({
  ...(await openSource({ source: met, setting: 'MET_URL', handler: api(numbers(25)) })),
  request,
  emptyRequest: { ...request, query: 'nothing' },
}));

describeServiceErrors('met', {
  create: () => met,
  setting: 'MET_URL',
  request,
  blockedCode: 'source.rate_limited',
});

describe('met', () => {
  it('reads an object under CC0', async () => {
    const { pages, queries } = await run(api([7]));
    expect(queries[0]?.get('isPublicDomain')).toBe('true');
    expect(pages[0]?.candidates).toMatchObject([
      {
        sourceItemId: '7',
        location: { kind: 'url', url: 'https://images.metmuseum.org/CRDImages/ep/original/DT%207.jpg' },
        title: 'Fox',
        tags: ['Foxes'],
        creator: 'A. Example',
        licence: { id: 'CC0-1.0', confidence: 'per-item' },
        metadata: { medium: 'Oil on canvas' },
      },
    ]);
  });

  it('does not believe the search: without the flag there is no CC0', async () => {
    const closed = object(1, { isPublicDomain: false, rightsAndReproduction: '© Estate of A. Example' });
    const noImage = object(2, { primaryImage: '' });
    const noFlag = object(3, { isPublicDomain: undefined });
    const handlers = { 1: json(closed), 2: json(noImage), 3: json(noFlag) };
    const { pages } = await run(api([1, 2, 3], handlers), { licences: { kind: 'list', codes: ['cc0'] } });
    expect(pages[0]?.candidates).toEqual([]);
    expect(pages[0]?.dropped.map(({ code }) => code)).toEqual([
      'source.licence_not_accepted',
      'source.no_image',
      'source.licence_not_accepted',
    ]);
    const any = await run(api([1], handlers));
    expect(any.pages[0]?.candidates[0]?.licence).toMatchObject({ id: null, raw: '© Estate of A. Example' });
  });

  it('records an object that is gone, and goes on', async () => {
    const { pages } = await run(api([1, 2], { 1: json({ message: 'ObjectID not found' }, 404) }));
    expect(pages[0]?.dropped).toMatchObject([{ sourceItemId: '1', code: 'source.item_gone' }]);
    expect(pages[0]?.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['2']);
  });

  it('hands on what it has before it tells that the edge wants a pause', async () => {
    const blocked = reply('<html>Incapsula</html>', { status: 403, headers: { 'content-type': 'text/html' } });
    const standing = { source: met, setting: 'MET_URL', handler: api([1, 2, 3], { 3: blocked }) };
    const { context, close } = await openSource(standing);
    const pages: CandidatePage[] = [];
    const reading = (async () => {
      for await (const page of met.discover(request, context)) pages.push(page);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'source.rate_limited', retry: true });
    expect(pages).toMatchObject([{ candidates: [{ sourceItemId: '1' }, { sourceItemId: '2' }], cursor: { last: 2 } }]);
    await close();
  });

  it('goes on after the last object when the list has grown at its front', async () => {
    const { pages } = await run(api([50, 51, 1, 2, 3]), { cursor: { done: 2, last: 2 } });
    expect(pages[0]?.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['3']);
  });

  it('asks nothing when CC0 is not wanted', async () => {
    const { server, pages } = await run(api([1]), { licences: { kind: 'list', codes: ['by'] } });
    expect(server.requests).toHaveLength(0);
    expect(pages[0]?.notices).toHaveLength(1);
  });

  it('takes an empty list for nothing only when the total agrees', async () => {
    const contradictory = { [`${ROOT}/search`]: json({ total: 12, objectIDs: null }) };
    await expect(run(contradictory)).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });
});
