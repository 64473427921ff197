import { globSync, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { lieAboutLength } from './http-misbehaviour.ts';
import { redirect, reply, startHttpServer } from './http-server.ts';
import type { Handler, HttpServer } from './http-server.ts';
import { readJsonLines, runPixmill } from './run-pixmill.ts';

/** Real photos, which are never part of the project: see their README. */
const CLOTHING = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'clothing');
const GOOD = 1700;
const OF_EACH_KIND = 30;

const OutcomeLine = Type.Object({
  url: Type.String(),
  outcome: Type.String(),
  code: Type.String(),
  image: Type.Union([Type.String(), Type.Null()]),
  duplicate_of: Type.Union([Type.String(), Type.Null()]),
});

const JPEG = { headers: { 'content-type': 'image/jpeg' } };
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><rect width="500" height="500"/></svg>';
const html = '<!doctype html><title>Not found</title><p>Sorry, this picture has gone.';

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

/** A PNG of a few bytes that promises 50,000 by 50,000 pixels. */
const bomb = (): Buffer => {
  const header = Buffer.from('0000c3500000c3500802000000', 'hex');
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.alloc(100_000));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Ten kinds of bad links: how each is served, and how its candidates must end. */
const badKinds = (photo: Buffer): Record<string, { handler: Handler; outcome: string; code: RegExp }> => ({
  gone: { handler: reply('', { status: 404 }), outcome: 'failed', code: /^fetch\.not_found$/ },
  forbidden: { handler: reply('', { status: 403 }), outcome: 'failed', code: /^fetch\.forbidden$/ },
  html: { handler: reply(html, JPEG), outcome: 'failed', code: /^inspect\.not_an_image$/ },
  empty: { handler: reply('', JPEG), outcome: 'failed', code: /^fetch\.empty$/ },
  truncated: {
    handler: reply(photo.subarray(0, photo.length / 2), JPEG),
    outcome: 'failed',
    code: /^inspect\.truncated$/,
  },
  svg: { handler: reply(svg, JPEG), outcome: 'failed', code: /^inspect\.svg_refused$/ },
  bomb: { handler: reply(bomb(), JPEG), outcome: 'failed', code: /^inspect\.too_many_pixels$/ },
  optedOut: {
    handler: reply(photo, { headers: { ...JPEG.headers, 'x-robots-tag': 'noai' } }),
    outcome: 'skipped',
    code: /^fetch\.opted_out$/,
  },
  inward: {
    handler: redirect('http://169.254.169.254/photo.jpg'),
    outcome: 'failed',
    code: /^fetch\.blocked_address$/,
  },
  cutOff: { handler: lieAboutLength(60_000, 20_000), outcome: 'failed', code: /^fetch\.interrupted_body$/ },
});

const describeReal = existsSync(CLOTHING) ? describe : describe.skip;

describeReal('a build from a list of real photos with bad links among them', () => {
  let database: TestDatabase;
  let server: HttpServer;
  let folder: string;
  let photos: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'pixmill-list-'));
    photos = globSync(`${CLOTHING}/*/*/*.jpg`).toSorted().slice(0, GOOD);
    const first = await readFile(photos[0] ?? '');
    const kinds = badKinds(first);
    const routes: Record<string, Handler> = {};
    for (const path of photos) {
      routes[`/good/${basename(dirname(path))}/${basename(path)}`] = (_, response) => {
        void readFile(path).then((bytes) => response.setHeader('content-type', 'image/jpeg').end(bytes));
      };
    }
    for (const [kind, { handler }] of Object.entries(kinds)) {
      for (let index = 0; index < OF_EACH_KIND; index++) routes[`/bad/${kind}/${index}.jpg`] = handler;
    }
    server = await startHttpServer(routes);
    const good = photos.map((path) => `${server.origin}/good/${basename(dirname(path))}/${basename(path)}`);
    const bad = Object.keys(kinds).flatMap((kind) =>
      Array.from({ length: OF_EACH_KIND }, (_, index) => `${server.origin}/bad/${kind}/${index}.jpg`),
    );
    // A bad link after every few good ones.
    const step = Math.ceil(good.length / bad.length);
    const mixed = good.flatMap((url, index) => [
      url,
      ...(index % step === 0 ? bad.slice(index / step, index / step + 1) : []),
    ]);
    const listed = (urls: readonly string[]) =>
      ['url,label', ...urls.map((url) => `${url},${url.split('/').at(-2) ?? ''}`)].join('\n');
    await writeFile(join(folder, 'good.csv'), listed(good));
    await writeFile(join(folder, 'mixed.csv'), listed([...mixed, ...bad.slice(Math.ceil(good.length / step))]));
  });
  afterAll(async () => {
    await server.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const build = async (list: string) => {
    const out = join(folder, list.replace('.csv', ''));
    const run = await runPixmill(['build', '--from', join(folder, list), '--out', out, '--per-host', '16'], {
      settings: {
        PIXMILL_DATA_DIR: join(folder, 'data'),
        DATABASE_URL: database.url,
        ALLOWED_PRIVATE_ORIGINS: server.origin,
      },
    });
    expect(run.error).toBe('');
    expect(run.status).toBe(0);
    return readJsonLines(join(out, 'outcomes.jsonl'), (line) => Value.Parse(OutcomeLine, line));
  };

  it('keeps what a list without them keeps, and says of every other line why', { timeout: 240_000 }, async () => {
    const clean = await build('good.csv');
    const mixed = await build('mixed.csv');
    const kinds = badKinds(Buffer.alloc(2));
    expect(clean).toHaveLength(GOOD);
    expect(mixed).toHaveLength(GOOD + OF_EACH_KIND * Object.keys(kinds).length);
    const keptOf = (lines: readonly { url: string; outcome: string }[]) =>
      lines.filter(({ outcome }) => outcome === 'kept').map(({ url }) => url);
    expect(keptOf(mixed)).toEqual(keptOf(clean));
    expect(keptOf(clean).length).toBeGreaterThan(GOOD * 0.95);
    for (const line of mixed.filter(({ url }) => url.includes('/bad/'))) {
      const kind = kinds[line.url.split('/').at(-2) ?? ''];
      expect({ url: line.url, outcome: line.outcome, code: line.code }).toEqual({
        url: line.url,
        outcome: kind?.outcome,
        code: expect.stringMatching(kind?.code ?? /never/),
      });
    }
    for (const line of mixed.filter(({ url, outcome }) => url.includes('/good/') && outcome !== 'kept')) {
      expect(line.code).toMatch(/^(judge|dedupe)\./);
      expect(line.outcome === 'duplicate').toBe(line.duplicate_of?.startsWith('images/') ?? false);
    }
  });
});
