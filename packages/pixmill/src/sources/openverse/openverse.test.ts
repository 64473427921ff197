import { describe, expect, it } from 'vitest';
import { json, type Handler } from '../../../test/http-server.ts';
import { openSource, runSource } from '../../../test/source-run.ts';
import type { CandidatePage, SourceRequest } from '../../library/source.ts';
import { describeSourceContract } from '../source.contract.ts';
import { describeServiceErrors } from '../service/service-errors.contract.ts';
import { createOpenverse } from './openverse.ts';

const LICENCES = ['by', 'cc0', 'by-nc', 'by-sa', 'pdm'];

const result = (n: number) => {
  const license = LICENCES[n % LICENCES.length] ?? 'by';
  const isTool = license === 'cc0' || license === 'pdm';
  return {
    id: `0a1b2c3d-1111-4222-8333-${String(n).padStart(12, '0')}`,
    title: `Red fox ${n}`,
    foreign_landing_url: `https://photos.example/${n}`,
    url: `https://img.example/${n}.jpg`,
    creator: n % 3 === 0 ? null : 'A. Example',
    creator_url: n % 3 === 0 ? null : 'https://photos.example/people/a',
    license,
    license_version: isTool ? '1.0' : '2.0',
    license_url: isTool
      ? `https://creativecommons.org/publicdomain/${license === 'cc0' ? 'zero' : 'mark'}/1.0/`
      : `https://creativecommons.org/licenses/${license}/2.0/`,
    provider: 'flickr',
    source: 'flickr',
    category: null,
    filesize: n % 2 === 0 ? null : '204800',
    filetype: n % 2 === 0 ? null : 'jpg',
    tags: [{ name: 'fox', accuracy: null }, { name: null }, 'odd'],
    attribution: `"Red fox ${n}" by A. Example is licensed under CC.`,
    mature: false,
    height: 683,
    width: '1024',
    thumbnail: `https://api.openverse.org/v1/images/${n}/thumb/`,
  };
};

/** Answers like the service for `total` hits. */
const openverseApi =
  (total: number, headers: Readonly<Record<string, string>> = {}): Handler =>
  (request, response, n) => {
    const parameters = new URL(request.url ?? '/', 'http://host').searchParams;
    const page = Number(parameters.get('page'));
    const size = Number(parameters.get('page_size'));
    const hits = parameters.get('q') === 'nothing' ? 0 : total;
    const results = Array.from({ length: hits }, (_, index) => result(index)).slice((page - 1) * size, page * size);
    const body = { result_count: hits, page_count: Math.ceil(hits / size), page_size: size, page, results };
    return json(body, 200, headers)(request, response, n);
  };

const request: SourceRequest = { query: 'red fox', licences: { kind: 'any' } };

const open = (handler: Handler, settings: Readonly<Record<string, string>> = {}) =>
  openSource({ source: createOpenverse(), setting: 'OPENVERSE_URL', handler, settings });

const pagesOf = (
  handler: Handler,
  asked: Partial<SourceRequest> = {},
  settings: Readonly<Record<string, string>> = {},
) =>
  runSource({
    source: createOpenverse(),
    setting: 'OPENVERSE_URL',
    handler,
    settings,
    request: { ...request, ...asked },
  });

describeSourceContract('openverse', async () => {
  const opened = await open(openverseApi(50));
  return { ...opened, request, emptyRequest: { ...request, query: 'nothing' } };
});

describeServiceErrors('openverse', { create: createOpenverse, setting: 'OPENVERSE_URL', request });

describe('openverse', () => {
  it('reads what the service says about an image', async () => {
    const { pages } = await pagesOf(openverseApi(2));
    expect(pages[0]?.candidates[1]).toEqual({
      source: 'openverse',
      sourceItemId: '0a1b2c3d-1111-4222-8333-000000000001',
      location: { kind: 'url', url: 'https://img.example/1.jpg' },
      label: null,
      pageUrl: 'https://photos.example/1',
      thumbnailUrl: 'https://api.openverse.org/v1/images/1/thumb/',
      title: 'Red fox 1',
      tags: ['fox'],
      creator: 'A. Example',
      creatorUrl: 'https://photos.example/people/a',
      mature: false,
      licence: {
        id: 'CC0-1.0',
        raw: 'cc0',
        url: 'https://creativecommons.org/publicdomain/zero/1.0/',
        version: '1.0',
        attributionRequired: false,
        attributionText: '"Red fox 1" by A. Example is licensed under CC.',
        commercialOk: true,
        derivativesOk: true,
        confidence: 'per-item',
      },
      claims: { width: 1024, height: 683, bytes: 204_800, contentType: 'image/jpeg' },
      metadata: { provider: 'flickr', collection: 'flickr' },
      retrievedAt: '2026-11-20T08:00:00.000Z',
    });
    expect(pages[0]?.candidates[0]).not.toHaveProperty('creator');
    expect(pages[0]?.candidates[0]?.claims).toEqual({ width: 1024, height: 683 });
  });

  it('asks without `mature`, 20 at a time, and never past the last page', async () => {
    const { pages, queries } = await pagesOf(openverseApi(50));
    expect(queries.map((query) => [query.get('page'), query.get('page_size')])).toEqual([
      ['1', '20'],
      ['2', '20'],
      ['3', '20'],
    ]);
    expect(queries.some((query) => query.has('mature'))).toBe(false);
    expect(pages.flatMap((page) => page.candidates)).toHaveLength(50);
  });

  it('hands the licences to the service, and looks at every image again', async () => {
    const list = { kind: 'list', codes: ['by', 'pdm'] } as const;
    const { pages, queries } = await pagesOf(openverseApi(5), { licences: list });
    expect(queries[0]?.get('license')).toBe('by,pdm');
    expect(pages[0]?.candidates.map(({ licence }) => licence.id)).toEqual(['CC-BY-2.0', 'CC-PDM-1.0']);
    expect(pages[0]?.dropped).toContainEqual({
      sourceItemId: '0a1b2c3d-1111-4222-8333-000000000002',
      url: 'https://img.example/2.jpg',
      outcome: 'rejected',
      code: 'source.licence_not_accepted',
      detail: 'CC BY-NC 2.0',
    });
    const commercial = await pagesOf(openverseApi(5), { licences: { kind: 'commercial' } });
    expect(commercial.queries[0]?.get('license_type')).toBe('commercial');
  });

  it('records an item without a usable address instead of losing it', async () => {
    const results = [
      { ...result(0), url: null },
      { ...result(1), url: 'ftp://img.example/1.jpg' },
      { ...result(2), url: '/relative.jpg' },
      { ...result(2), url: 'https://img.example/twice.jpg' },
      { title: 'no id' },
      null,
    ];
    const { pages } = await pagesOf(json({ result_count: '4', page_count: 1, results }));
    expect(pages[0]?.candidates).toEqual([]);
    expect(pages[0]?.dropped.map(({ code, url }) => [code, url])).toEqual([
      ['source.no_image', null],
      ['source.bad_url', 'ftp://img.example/1.jpg'],
      ['source.bad_url', '/relative.jpg'],
    ]);
  });

  it('says what the service warns of, how little is left, and that a long keyword is cut', async () => {
    const body = { result_count: 0, page_count: 0, results: [], warnings: [{ code: 'partially invalid' }] };
    const { pages, queries } = await pagesOf(json(body, 200, { 'X-RateLimit-Available-anon_sustained': '7' }), {
      query: 'x'.repeat(300),
    });
    expect(pages[0]?.notices).toEqual([
      'Openverse reads only the first 200 characters of a keyword.',
      'partially invalid',
      'Openverse has 7 requests left today.',
    ]);
    expect(queries[0]?.get('q')).toHaveLength(200);
  });

  it('stops before the request that the day no longer allows', async () => {
    const exhausted = openverseApi(50, { 'x-ratelimit-available-anon_sustained': '0' });
    const { source, context, server, close } = await open(exhausted);
    const pages: CandidatePage[] = [];
    const reading = (async () => {
      for await (const page of source.discover(request, context)) pages.push(page);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'source.quota_exhausted', retry: true });
    expect(pages).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
    await close();
  });

  it('ends where anonymous users may not go deeper, and says what would help', async () => {
    const api = openverseApi(50);
    const { pages } = await pagesOf((incoming, response, n) =>
      new URL(incoming.url ?? '/', 'http://host').searchParams.get('page') === '1'
        ? api(incoming, response, n)
        : json({ detail: 'Authentication credentials were not provided.' }, 401)(incoming, response, n),
    );
    expect(pages).toHaveLength(2);
    expect(pages[1]).toMatchObject({ candidates: [], cursor: null });
    expect(pages[1]?.notices[0]).toContain('OPENVERSE_CLIENT_ID');
  });

  describe('with a client', () => {
    const settings = { OPENVERSE_CLIENT_ID: 'me', OPENVERSE_CLIENT_SECRET: 'mine' };
    const token = (value: string, expires = 36_000) => ({
      access_token: value,
      token_type: 'Bearer',
      expires_in: expires,
    });
    const TOKEN_PATH = '/v1/auth_tokens/token/';

    it('gets one token for all pages and asks for larger ones', async () => {
      const api = openverseApi(120);
      const { queries, server } = await pagesOf(
        (incoming, response, n) =>
          incoming.url === TOKEN_PATH ? json(token('secret'))(incoming, response, n) : api(incoming, response, n),
        {},
        settings,
      );
      const [first, ...rest] = server.requests;
      expect(first).toMatchObject({ method: 'POST', path: TOKEN_PATH });
      expect(rest.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer secret'));
      expect(queries.slice(1).map((query) => query.get('page_size'))).toEqual(['50', '50', '50']);
    });

    it('renews a token that ended before its time, once', async () => {
      const api = openverseApi(5);
      const { pages, server } = await pagesOf(
        (incoming, response, n) => {
          if (incoming.url === TOKEN_PATH) return json(token(`token-${n}`))(incoming, response, n);
          return incoming.headers.authorization === 'Bearer token-1'
            ? json({}, 401)(incoming, response, n)
            : api(incoming, response, n);
        },
        {},
        settings,
      );
      expect(pages[0]?.candidates).toHaveLength(5);
      expect(server.count(TOKEN_PATH)).toBe(2);
    });

    it('says which key to check when the service keeps refusing', async () => {
      const refusing = pagesOf(
        (incoming, response, n) =>
          json(incoming.url === TOKEN_PATH ? token('x') : {}, incoming.url === TOKEN_PATH ? 200 : 401)(
            incoming,
            response,
            n,
          ),
        {},
        settings,
      );
      await expect(refusing).rejects.toMatchObject({
        code: 'source.key_rejected',
        details: { key: 'OPENVERSE_CLIENT_ID' },
      });
    });

    it('goes on at the right place when the client comes or goes between two runs', async () => {
      const api = openverseApi(120);
      const anonymous = await pagesOf(api, { cursor: { results: 100 } });
      expect(anonymous.queries[0]?.get('page')).toBe('6');
      const withToken: Handler = (incoming, response, n) =>
        incoming.url === TOKEN_PATH ? json(token('x'))(incoming, response, n) : api(incoming, response, n);
      const client = await pagesOf(withToken, { cursor: { results: 60 } }, settings);
      expect(client.queries[1]?.get('page')).toBe('2');
    });
  });
});
