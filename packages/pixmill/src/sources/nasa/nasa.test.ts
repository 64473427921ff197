import { describe, expect, it } from 'vitest';
import { json, type Handler, type Routes } from '../../../test/http-server.ts';
import { openSource, parametersOf, runSource } from '../../../test/source-run.ts';
import type { SourceRequest } from '../../library/source.ts';
import { describeServiceErrors } from '../service/service-errors.contract.ts';
import { describeSourceContract } from '../source.contract.ts';
import { nasa } from './nasa.ts';

type Extra = Readonly<Record<string, unknown>>;

const asset = (id: string, size: string, extension = 'jpg') =>
  `https://images-assets.nasa.gov/image/${id}/${id}~${size}.${extension}`;

const link = (id: string, size: string, rel: string, extra: Extra = {}) => ({
  href: asset(id, size),
  rel,
  render: 'image',
  ...extra,
});

const item = (id: string, about: Extra = {}, links?: readonly unknown[]) => ({
  href: `https://images-assets.nasa.gov/image/${id}/collection.json`,
  data: [
    {
      nasa_id: id,
      title: 'Mars',
      description: 'The red planet.',
      center: 'JPL',
      date_created: '1998-06-04T00:00:00Z',
      keywords: ['Mars', null],
      media_type: 'image',
      photographer: null,
      secondary_creator: 'NASA/JPL',
      ...about,
    },
  ],
  links: links ?? [
    link(id, 'thumb', 'preview', { width: 640, height: 480 }),
    link(id, 'medium', 'alternate', { width: 1280, height: 960, size: 200_000 }),
    link(id, 'orig', 'canonical', { width: 4096, height: '3072', size: 900_000 }),
  ],
});

const collection = (items: readonly unknown[], total: number, next = false) => ({
  collection: {
    version: '1.1',
    metadata: { total_hits: total },
    items,
    ...(next ? { links: [{ rel: 'next', prompt: 'Next', href: 'http://images-api.nasa.gov/search?page=2' }] } : {}),
  },
});

const api = (total: number): Handler => {
  const all = Array.from({ length: total }, (_, n) => item(`PIA${String(n).padStart(5, '0')}`));
  return (request, response, n) => {
    const parameters = parametersOf(request);
    const page = Number(parameters.get('page'));
    const size = Number(parameters.get('page_size'));
    const hits = parameters.get('q') === 'nothing' ? [] : all;
    const shown = hits.slice((page - 1) * size, page * size);
    return json(collection(shown, hits.length, page * size < hits.length))(request, response, n);
  };
};

const request: SourceRequest = { query: 'mars', licences: { kind: 'any' } };
const run = (handler: Handler | Routes, asked: Partial<SourceRequest> = {}) =>
  runSource({ source: nasa, setting: 'NASA_URL', handler, request: { ...request, ...asked } });
const only = async (result: unknown) => (await run(json(collection([result], 1)))).pages[0]?.candidates[0];

describeSourceContract('nasa', async () => ({
  ...(await openSource({ source: nasa, setting: 'NASA_URL', handler: api(250) })),
  request,
  emptyRequest: { ...request, query: 'nothing' },
}));

describeServiceErrors('nasa', { create: () => nasa, setting: 'NASA_URL', request });

describe('nasa', () => {
  it('takes the original, under a guideline that is not a licence for the single image', async () => {
    expect(await only(item('PIA1'))).toEqual({
      source: 'nasa',
      sourceItemId: 'PIA1',
      location: { kind: 'url', url: asset('PIA1', 'orig') },
      label: null,
      pageUrl: 'https://images.nasa.gov/details/PIA1',
      thumbnailUrl: asset('PIA1', 'thumb'),
      title: 'Mars',
      caption: 'The red planet.',
      tags: ['Mars'],
      creator: 'NASA/JPL',
      licence: {
        id: 'nasa-media-guidelines',
        raw: 'NASA images and media usage guidelines',
        url: 'https://www.nasa.gov/nasa-brand-center/images-and-media/',
        attributionRequired: true,
        attributionText: 'Courtesy NASA/JPL-Caltech',
        confidence: 'source-wide',
      },
      claims: { width: 4096, height: 3072, bytes: 900_000 },
      metadata: { center: 'JPL', date_created: '1998-06-04T00:00:00Z' },
      retrievedAt: '2026-11-20T08:00:00.000Z',
    });
  });

  it('mends addresses with spaces and without TLS, on its own hosts only', async () => {
    const spaced = item('a b', {}, [
      { href: 'http://images-assets.nasa.gov/image/a b/a b~orig.jpg', rel: 'canonical' },
    ]);
    expect((await only(spaced))?.location).toEqual({
      kind: 'url',
      url: 'https://images-assets.nasa.gov/image/a%20b/a%20b~orig.jpg',
    });
    const elsewhere = item('x', {}, [{ href: 'http://nasa.gov.example/x~orig.jpg', rel: 'canonical' }]);
    expect((await only(elsewhere))?.location).toEqual({ kind: 'url', url: 'http://nasa.gov.example/x~orig.jpg' });
  });

  it('prefers a file that can be read and is not too large', async () => {
    const tiff = item('PIA2', {}, [
      link('PIA2', 'orig', 'canonical', { href: asset('PIA2', 'orig', 'tif') }),
      link('PIA2', 'large', 'alternate'),
    ]);
    expect((await only(tiff))?.location).toEqual({ kind: 'url', url: asset('PIA2', 'large') });
    const huge = item('PIA3', {}, [
      link('PIA3', 'orig', 'canonical', { size: 400_000_000 }),
      link('PIA3', 'medium', 'alternate'),
      link('PIA3', 'large', 'alternate'),
    ]);
    expect((await only(huge))?.location).toEqual({ kind: 'url', url: asset('PIA3', 'large') });
  });

  it('looks up the files of an older image that names a preview only', async () => {
    const old = item('old one', {}, [link('old one', 'thumb', 'preview')]);
    const gone = item('gone', {}, [link('gone', 'thumb', 'preview')]);
    const { pages, server } = await run({
      '/search': json(collection([old, gone], 2)),
      '/asset/old%20one': json({
        collection: {
          items: [
            { href: 'http://images-assets.nasa.gov/image/old one/old one~thumb.jpg' },
            { href: 'http://images-assets.nasa.gov/image/old one/old one~medium.jpg' },
            { href: 'http://images-assets.nasa.gov/image/old one/old one~orig.jpg' },
            { href: 'http://images-assets.nasa.gov/image/old one/metadata.json' },
          ],
        },
      }),
    });
    expect(server.count('/asset/old%20one')).toBe(1);
    expect(pages[0]?.candidates.map(({ location }) => location)).toEqual([
      { kind: 'url', url: 'https://images-assets.nasa.gov/image/old%20one/old%20one~orig.jpg' },
    ]);
    expect(pages[0]?.dropped).toMatchObject([{ sourceItemId: 'gone', code: 'source.no_image' }]);
  });

  it('marks material of others, and credits who is named', async () => {
    const marked = await only(
      item('PIA4', { description: 'Image © 2020 A. Example', center: 'HQ', secondary_creator: null }),
    );
    expect(marked?.restrictions).toEqual(['third-party-material']);
    expect(marked?.licence.attributionText).toBe('NASA/HQ');
    const named = await only(item('PIA5', { center: 'KSC', photographer: 'A. Example' }));
    expect(named?.licence.attributionText).toBe('NASA/A. Example');
  });

  it('asks nothing when certain licences are wanted, because no image has one', async () => {
    const { server, pages } = await run(api(1), { licences: { kind: 'commercial' } });
    expect(server.requests).toHaveLength(0);
    expect(pages[0]?.notices).toHaveLength(1);
  });

  it('does not take a missing page for the end of nothing', async () => {
    await expect(run(json(collection([], 12)))).rejects.toMatchObject({ code: 'source.answer_not_understood' });
  });
});
