import { describe, expect, it } from 'vitest';
import { json, type Handler } from '../../../test/http-server.ts';
import { openSource, parametersOf, runSource } from '../../../test/source-run.ts';
import type { SourceRequest } from '../../library/source.ts';
import { describeServiceErrors } from '../service/service-errors.contract.ts';
import { describeSourceContract } from '../source.contract.ts';
import { commons } from './commons.ts';

type Extra = Readonly<Record<string, unknown>>;

const value = (text: string) => ({ value: text, source: 'commons-desc-page', hidden: '' });

const LICENCES = [
  {
    License: value('cc-by-sa-4.0'),
    LicenseShortName: value('CC BY-SA 4.0'),
    LicenseUrl: value('https://creativecommons.org/licenses/by-sa/4.0'),
  },
  { License: value('pd'), LicenseShortName: value('Public domain') },
  {
    License: value('cc0'),
    LicenseShortName: value('CC0'),
    LicenseUrl: value('http://creativecommons.org/publicdomain/zero/1.0/deed.en'),
  },
];

const file = (n: number, image: Extra = {}, metadata: Extra = {}) => ({
  pageid: 1000 + n,
  ns: 6,
  title: `File:Red fox ${n}.jpg`,
  index: n + 1,
  imageinfo: [
    {
      user: 'Example',
      size: 3_145_728,
      width: 4000,
      height: 3000,
      thumburl: `https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Red_fox_${n}.jpg/1920px-Red_fox_${n}.jpg?utm_source=commons&utm_medium=x`,
      thumbwidth: 1920,
      thumbheight: 1440,
      url: `https://upload.wikimedia.org/wikipedia/commons/a/ab/Red_fox_${n}.jpg`,
      descriptionurl: `https://commons.wikimedia.org/wiki/File:Red_fox_${n}.jpg`,
      sha1: '0F1E'.repeat(10),
      mime: 'image/jpeg',
      extmetadata: {
        ...LICENCES[n % LICENCES.length],
        AttributionRequired: value('true'),
        Artist: value('<bdi><a href="//commons.wikimedia.org/wiki/User:Example">A. &amp; B. Example</a></bdi>'),
        ImageDescription: value('A <b>red</b> fox<br>in&nbsp;snow<style>.x{}</style>'),
        ...metadata,
      },
      ...image,
    },
  ],
});

const BATCH = 20;

/** Answers like the service for `total` files, each batch in a shuffled order. */
const commonsApi =
  (total: number): Handler =>
  (request, response, n) => {
    const parameters = parametersOf(request);
    const hits = parameters.get('gsrsearch')?.startsWith('nothing ') === true ? 0 : total;
    const offset = Number(parameters.get('gsroffset') ?? 0);
    const numbers = Array.from({ length: hits }, (_, index) => index).slice(offset, offset + BATCH);
    const pages = numbers.map((number) => file(number)).reverse();
    const next = offset + BATCH < hits ? { continue: { gsroffset: offset + BATCH, continue: 'gsroffset||' } } : {};
    const body = { batchcomplete: true, ...next, ...(pages.length === 0 ? {} : { query: { pages } }) };
    return json(body)(request, response, n);
  };

const request: SourceRequest = { query: 'red fox', licences: { kind: 'any' } };
const run = (handler: Handler, settings: Readonly<Record<string, string>> = {}) =>
  runSource({ source: commons, setting: 'COMMONS_URL', handler, settings, request });
const only = async (page: unknown) => {
  const { pages } = await run(json({ batchcomplete: true, query: { pages: [page] } }));
  return pages[0]?.candidates[0];
};

describeSourceContract('commons', async () => ({
  ...(await openSource({ source: commons, setting: 'COMMONS_URL', handler: commonsApi(50) })),
  request,
  emptyRequest: { ...request, query: 'nothing' },
}));

describeServiceErrors('commons', { create: () => commons, setting: 'COMMONS_URL', request });

describe('commons', () => {
  it('reads a large file as its thumbnail, with HTML turned into text', async () => {
    expect(await only(file(0))).toEqual({
      source: 'commons',
      sourceItemId: '1000',
      location: {
        kind: 'url',
        url: 'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Red_fox_0.jpg/1920px-Red_fox_0.jpg',
      },
      label: null,
      originalName: 'Red fox 0.jpg',
      pageUrl: 'https://commons.wikimedia.org/wiki/File:Red_fox_0.jpg',
      title: 'Red fox 0',
      caption: 'A red fox in snow',
      creator: 'A. & B. Example',
      creatorUrl: 'https://commons.wikimedia.org/wiki/User:Example',
      licence: {
        id: 'CC-BY-SA-4.0',
        raw: 'CC BY-SA 4.0',
        url: 'https://creativecommons.org/licenses/by-sa/4.0',
        version: '4.0',
        attributionRequired: true,
        commercialOk: true,
        derivativesOk: true,
        confidence: 'per-item',
      },
      claims: { width: 1920, height: 1440 },
      retrievedAt: '2026-11-20T08:00:00.000Z',
    });
  });

  it('takes the original of a small file, with what is claimed of its bytes', async () => {
    const candidate = await only(file(0, { width: 800, height: '600', size: '1000' }));
    expect(candidate?.location).toEqual({
      kind: 'url',
      url: 'https://upload.wikimedia.org/wikipedia/commons/a/ab/Red_fox_0.jpg',
    });
    expect(candidate?.claims).toEqual({
      width: 800,
      height: 600,
      bytes: 1000,
      contentType: 'image/jpeg',
      hash: { algorithm: 'sha1', hex: '0f1e'.repeat(10) },
    });
  });

  it('takes the rendered picture of a format that is not for the web', async () => {
    const candidate = await only(file(0, { width: 800, mime: 'image/tiff' }));
    expect(candidate?.location).toMatchObject({ url: expect.stringContaining('1920px') });
  });

  it('knows public domain without an address, and what is not free', async () => {
    expect((await only(file(1)))?.licence).toMatchObject({
      id: 'public-domain',
      raw: 'Public domain',
      commercialOk: true,
    });
    const nonFree = await only(file(1, {}, { NonFree: value('true'), Restrictions: value('trademarked|personality') }));
    expect(nonFree?.licence).toMatchObject({ id: null, commercialOk: false });
    expect(nonFree?.restrictions).toEqual(['trademarked', 'personality', 'non-free']);
  });

  it('keeps the words that the author wants', async () => {
    const candidate = await only(file(0, {}, { Attribution: value('Photo: <i>A. Example</i>, Wikimedia') }));
    expect(candidate?.licence.attributionText).toBe('Photo: A. Example, Wikimedia');
  });

  it('leaves the licence of a file without metadata unknown', async () => {
    const candidate = await only(file(0, { extmetadata: null }));
    expect(candidate?.licence).toEqual({ id: null, confidence: 'none' });
    expect(candidate).not.toHaveProperty('creator');
  });

  it('records a file without image information', async () => {
    const { pages } = await run(json({ batchcomplete: true, query: { pages: [{ pageid: 7, title: 'File:X.jpg' }] } }));
    expect(pages[0]?.dropped).toMatchObject([{ sourceItemId: '7', code: 'source.no_image' }]);
  });

  it('puts files into the order of the search and sends the whole continuation back', async () => {
    const { pages, queries } = await run(commonsApi(50));
    const ids = pages.flatMap((page) => page.candidates.map(({ sourceItemId }) => Number(sourceItemId)));
    expect(ids).toEqual(Array.from({ length: 50 }, (_, n) => 1000 + n));
    expect(queries.map((query) => [query.get('gsroffset'), query.get('continue')])).toEqual([
      [null, null],
      ['20', 'gsroffset||'],
      ['40', 'gsroffset||'],
    ]);
    expect(queries[0]?.get('gsrsearch')).toBe('red fox filetype:bitmap');
  });

  it('waits for the whole information of a batch that comes in parts', async () => {
    const { pages, queries } = await run((incoming, response, n) => {
      const bare = { ...file(0), imageinfo: undefined };
      const body =
        parametersOf(incoming).get('iistart') === null
          ? { continue: { iistart: '2019', continue: '||' }, query: { pages: [bare, file(1)] } }
          : { batchcomplete: true, query: { pages: [file(0), { ...file(1), imageinfo: undefined }] } };
      return json(body)(incoming, response, n);
    });
    expect(queries).toHaveLength(2);
    expect(pages).toHaveLength(1);
    expect(pages[0]?.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['1000', '1001']);
  });

  it('gives up on a batch that never becomes whole', async () => {
    const endless = json({ continue: { iistart: '1', continue: '||' }, query: { pages: [{ pageid: 1 }] } });
    await expect(run(endless)).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });

  it('reads errors that come with status 200', async () => {
    const error = (code: string) => ({ error: { code, info: 'Some words.', lag: 7.5 } });
    await expect(run(json(error('maxlag'), 200, { 'retry-after': '5' }))).rejects.toMatchObject({
      code: 'source.rate_limited',
      details: { retryAfterMs: 5000 },
    });
    await expect(run(json(error('maxlag')))).rejects.toMatchObject({ details: { retryAfterMs: 7500 } });
    await expect(run(json(error('readonly')))).rejects.toMatchObject({ code: 'source.unreachable' });
    await expect(run(json(error('cirrussearch-too-busy-error')))).rejects.toMatchObject({ retry: true });
    await expect(run(json(error('badvalue')))).rejects.toMatchObject({ code: 'source.refused' });
    await expect(run(json({ error: 'odd' }))).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });

  it('sends the token only when there is one', async () => {
    const without = await run(commonsApi(1));
    expect(without.server.requests[0]?.headers.authorization).toBeUndefined();
    const withToken = await run(commonsApi(1), { WIKIMEDIA_ACCESS_TOKEN: 'mine' });
    expect(withToken.server.requests[0]?.headers.authorization).toBe('Bearer mine');
  });
});
