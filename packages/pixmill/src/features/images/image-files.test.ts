import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { sniffFormat } from '../../imaging/sniff-format.ts';
import { openDecoders } from '../../imaging/decoders.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import { thumbnailKey } from '../../library/derived-keys.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import { makeImage } from './images.fixture.ts';
import { openThumbnails } from './thumbnails.ts';
import { call, formOf, linkOf, upload } from './uploads.fixture.ts';

let api: TestApi;
let owner: TestUser;
let other: TestUser;
let bytes: Uint8Array;
// oxlint-disable-next-line typescript/no-explicit-any -- what the API answered
let image: any;
beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  owner = await signUp(api);
  other = await signUp(api);
  bytes = await makeImage(1, { width: 1600, height: 1200, format: 'jpeg' });
  image = (await upload(api, owner, { name: 'Größe "1"/kite\u0001.exe', bytes })).body;
});
afterAll(() => api.close());

const get = (path: string, init: RequestInit & { user?: TestUser | null } = {}): Promise<Response> => {
  const { user = owner, headers, ...rest } = init;
  return fetch(`${api.url}${path}`, {
    ...rest,
    headers: { ...user?.headers, ...Object.fromEntries(new Headers(headers)) },
  });
};
const file = (init: Parameters<typeof get>[1] = {}) => get(`/api/v1/images/${image.id}/file`, init);
/** Short enough to be compared and shown quickly. */
const digest = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());
const pathOf = (key: string): string => join(api.pixmill.settings.dataDirectory, 'storage', key);

describe('the file of an image', () => {
  it('is sent as it came, as what it is, and nothing in it may run', async () => {
    const response = await file();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.byteLength),
      'accept-ranges': 'bytes',
      etag: `"${image.sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^inline; /),
    });
    expect(digest(await bytesOf(response))).toBe(image.sha256);
  });

  it('is not counted by the limits of requests', async () => {
    const before = (await get('/api/v1/images')).headers.get('x-ratelimit-remaining');
    await (await file()).arrayBuffer();
    const after = (await get('/api/v1/images')).headers.get('x-ratelimit-remaining');
    expect(Number(before) - Number(after)).toBe(1);
  });

  it('is saved under a safe name with the extension of what it is', async () => {
    const response = await get(`/api/v1/images/${image.id}/download`);
    await response.arrayBuffer();
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toBe(`attachment; filename="kite_.jpg"; filename*=UTF-8''kite_.jpg`);
    const named = (await upload(api, owner, { name: 'Größe ☃.tar.gz', bytes: await makeImage(2) })).body;
    const second = await get(`/api/v1/images/${named.id}/download`);
    await second.arrayBuffer();
    expect(second.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _.tar.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%98%83.tar.png`,
    );
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-', 100, undefined],
    ['bytes=-50', -50, undefined],
    ['bytes=0-999999999', 0, undefined],
    ['bytes=-999999999', 0, undefined],
  ])('is sent in part: %s', async (range, start, end) => {
    const response = await file({ headers: { range } });
    const part = bytes.slice(start, end);
    expect(response.status).toBe(206);
    const first = start < 0 ? bytes.byteLength + start : start;
    expect(response.headers.get('content-range')).toBe(
      `bytes ${first}-${first + part.byteLength - 1}/${bytes.byteLength}`,
    );
    expect(digest(await bytesOf(response))).toBe(digest(part));
  });

  it.each(['bytes=5-1', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=a-b', 'bytes=-', 'bytes=1'])(
    'is sent whole for a range that is not understood: %s',
    async (range) => {
      const response = await file({ headers: { range } });
      expect(response.status).toBe(200);
      expect((await bytesOf(response)).byteLength).toBe(bytes.byteLength);
    },
  );

  it.each(['bytes=999999999-', 'bytes=999999999-1999999999', 'bytes=-0'])(
    'has nothing outside of itself: %s',
    async (range) => {
      const response = await file({ headers: { range } });
      expect(response.status).toBe(416);
      expect(response.headers.get('content-range')).toBe(`bytes */${bytes.byteLength}`);
      expect(await response.json()).toMatchObject({ code: 'http.bad_range' });
      expect(response.headers.get('cache-control') ?? '').not.toContain('immutable');
    },
  );

  it('is sent in part only while it is the same, with If-Range', async () => {
    const headers = { range: 'bytes=0-9', 'if-range': `"${image.sha256}"` };
    expect((await file({ headers })).status).toBe(206);
    expect((await file({ headers: { ...headers, 'if-range': '"other"' } })).status).toBe(200);
    expect((await file({ headers: { ...headers, 'if-range': 'Fri, 20 Nov 2026 08:00:00 GMT' } })).status).toBe(200);
  });

  it('is not sent again to whoever has it', async () => {
    for (const tag of [`"${image.sha256}"`, `W/"${image.sha256}"`, `"a", "${image.sha256}"`, '*']) {
      const response = await file({ headers: { 'if-none-match': tag } });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe('');
      expect(response.headers.get('etag')).toBe(`"${image.sha256}"`);
    }
    expect((await file({ headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('has a head that can be asked for alone', async () => {
    const whole = await file({ method: 'HEAD' });
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, String(bytes.byteLength)]);
    expect(await whole.text()).toBe('');
    const part = await file({ method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '10']);
    const path = `/api/v1/images/${image.id}/thumbnail`;
    expect(Number((await get(path, { method: 'HEAD' })).headers.get('content-length'))).toBeGreaterThan(100);
  });

  it('is nobody else’s', async () => {
    for (const kind of ['file', 'download', 'thumbnail']) {
      const path = `/api/v1/images/${image.id}/${kind}`;
      expect((await get(path, { user: other })).status).toBe(404);
      expect((await get(path, { user: null })).status).toBe(401);
      expect((await get(`/api/v1/images/${crypto.randomUUID()}/${kind}`)).status).toBe(404);
      expect((await get(`/api/v1/images/1/${kind}`)).status).toBe(422);
    }
  });

  it('that is missing in storage is told in the shape of all errors', async () => {
    const lost = (await upload(api, owner, { name: 'a.png', bytes: await makeImage(3) })).body;
    await rm(pathOf(blobKey(lost.sha256)));
    await rm(pathOf(thumbnailKey(lost.sha256, 256)));
    for (const kind of ['file', 'download', 'thumbnail']) {
      const response = await get(`/api/v1/images/${lost.id}/${kind}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toMatchObject({ code: 'image.gone' });
    }
  });
});

describe('a signed link', () => {
  it('shows the file and the thumbnail without a header', async () => {
    const response = await fetch(linkOf(api, image.url));
    expect(response.status).toBe(200);
    expect(digest(await bytesOf(response))).toBe(image.sha256);
    const small = await fetch(`${linkOf(api, image.thumbnail_url)}&size=128`);
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
    await small.arrayBuffer();
  });

  it('opens nothing else, and nothing when it was changed or has expired', async () => {
    const { search } = new URL(image.url);
    for (const path of [
      `/api/v1/images/${image.id}/download${search}`,
      `/api/v1/images/${image.id}/thumbnail${search}`,
      `/api/v1/images/${crypto.randomUUID()}/file${search}`,
      `/api/v1/images/${image.id}${search}`,
      `/api/v1/images/${image.id}/file${search.replace(/expires=\d/, 'expires=2')}`,
      `/api/v1/images/${image.id}/file${search.replace('signature=', 'signature=A')}`,
      `/api/v1/images/${image.id}/file?signature=`,
      `/api/v1/images/${image.id}/file?expires=x&signature=y&signature=z`,
    ]) {
      const response = await get(path, { user: null });
      expect([response.status, path]).toEqual([401, path]);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('does not outlive the image', async () => {
    const gone = (await upload(api, owner, { name: 'a.png', bytes: await makeImage(4) })).body;
    await call(api, `/images/${gone.id}`, { method: 'DELETE', user: owner });
    expect((await fetch(linkOf(api, gone.url))).status).toBe(404);
    expect((await fetch(linkOf(api, gone.thumbnail_url))).status).toBe(404);
  });
});

describe('a thumbnail', () => {
  const sizeOf = async (response: Response) => {
    const decoders = openDecoders({ processes: 1 });
    try {
      const path = pathOf('incoming-thumbnail.webp');
      const content = await bytesOf(response);
      expect(sniffFormat(content)).toMatchObject({ format: 'webp' });
      await writeFile(path, content);
      const result = await decoders.inspect(path, { ...INSPECT_LIMITS, maxPixels: 10_000_000 });
      await rm(path);
      if (!result.ok) throw new Error(result.code);
      return [result.inspection.width, result.inspection.height];
    } finally {
      await decoders.close();
    }
  };
  const thumbnail = (size?: number) =>
    get(`/api/v1/images/${image.id}/thumbnail${size === undefined ? '' : `?size=${size}`}`);

  it('has its longest side as asked for, 256 by default', async () => {
    expect(await sizeOf(await thumbnail(128))).toEqual([128, 96]);
    expect(await sizeOf(await thumbnail())).toEqual([256, 192]);
    expect(await sizeOf(await thumbnail(512))).toEqual([512, 384]);
    expect(await sizeOf(await thumbnail(1024))).toEqual([1024, 768]);
  });

  it('comes in no other sizes', async () => {
    for (const size of ['1', '2048', '-1', 'big', '256.5', '1e9', '']) {
      const response = await get(`/api/v1/images/${image.id}/thumbnail?size=${size}`);
      expect([size, response.status]).toEqual([size, 422]);
    }
  });

  it('is kept by caches, and not sent again', async () => {
    const first = await thumbnail(512);
    await first.arrayBuffer();
    expect(first.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const etag = first.headers.get('etag') ?? '';
    const again = await get(`/api/v1/images/${image.id}/thumbnail?size=512`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await thumbnail(128)).headers.get('etag')).not.toBe(etag);
  });

  it('is made once, however many ask for it at the same time', async () => {
    const { body } = await upload(api, owner, {
      name: 'a.png',
      bytes: await makeImage(5, { width: 700, height: 700 }),
    });
    const { storage, settings, decoders } = api.pixmill;
    let made = 0;
    const findThumbnail = openThumbnails({
      storage,
      settings,
      decoders: {
        transform: (...given) => {
          made++;
          return decoders.transform(...given);
        },
      },
    });
    const found = await Promise.all(Array.from({ length: 8 }, () => findThumbnail(body.sha256, 512)));
    expect(new Set(found.map(({ bytes }) => bytes)).size).toBe(1);
    expect((await findThumbnail(body.sha256, 512)).bytes).toBe(found[0]?.bytes);
    expect(made).toBe(1);
  });

  it('that was lost, or left empty by a power cut, is made again', async () => {
    const { body } = await upload(api, owner, { name: 'a.png', bytes: await makeImage(6) });
    const path = pathOf(thumbnailKey(body.sha256, 256));
    await truncate(path, 0);
    expect((await bytesOf(await get(`/api/v1/images/${body.id}/thumbnail`))).byteLength).toBeGreaterThan(100);
    await rm(path);
    expect((await bytesOf(await get(`/api/v1/images/${body.id}/thumbnail`))).byteLength).toBeGreaterThan(100);
  });

  it('of a small image is as large as the image', async () => {
    const { body } = await upload(api, owner, { name: 'a.png', bytes: await makeImage(7, { width: 90, height: 60 }) });
    expect(await sizeOf(await get(`/api/v1/images/${body.id}/thumbnail?size=1024`))).toEqual([90, 60]);
  });
});

describe('an upload of the other dialect', () => {
  it('is shown under its stored name, in small by its id, and to nobody else', async () => {
    const content = await makeImage(8, { format: 'gif' });
    const files = [{ field: 'files', name: 'x.gif', bytes: content }];
    const { body } = await call(api, '/api/upload', { method: 'POST', user: owner, body: formOf(files) });
    const [{ stored_filename: name, preview_url: preview }] = body.data;
    expect(await bytesOf(await fetch(linkOf(api, preview)))).toEqual(content);
    const response = await get(`/uploads/${name}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/gif']);
    await response.arrayBuffer();
    for (const id of [name, name.slice(0, 36)]) {
      const small = await get(`/api/uploads/${id}/thumbnail?size=128`);
      expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
      await small.arrayBuffer();
    }
    for (const path of [`/uploads/${name}`, `/api/uploads/${name}/thumbnail`]) {
      expect((await get(path, { user: other })).status).toBe(404);
      expect((await get(path, { user: null })).status).toBe(401);
    }
    for (const path of [
      'x.gif',
      `${name}.html`,
      name.replace('.gif', '.jpg'),
      '..%2f..%2fsecret-key',
      name.slice(0, 36),
    ]) {
      expect([path, (await get(`/uploads/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

describe('a client that hangs up in the middle of a download', () => {
  it('ends the reading, and the server goes on', async () => {
    const big = await makeImage(9, { width: 3000, height: 2500, format: 'png' });
    const { body } = await upload(api, owner, { name: 'big.png', bytes: big });
    const { hostname, port } = new URL(api.url);
    const openFiles = async () => {
      const fds = await readdir('/proc/self/fd').catch(() => []);
      return fds.length;
    };
    const before = await openFiles();
    for (let round = 0; round < 10; round++) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const request = `GET /api/v1/images/${body.id}/file HTTP/1.1\r\nHost: x\r\nAuthorization: ${owner.headers.authorization}\r\n\r\n`;
      socket.write(request);
      await once(socket, 'data');
      socket.destroy();
    }
    await vi.waitFor(async () => expect(await openFiles()).toBeLessThanOrEqual(before + 2), { timeout: 5000 });
    expect((await bytesOf(await get(`/api/v1/images/${body.id}/file`))).byteLength).toBe(big.byteLength);
  });
});
