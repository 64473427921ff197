import { connect } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { images } from '../../library/schema.ts';
import { makeImage } from './images.fixture.ts';
import {
  call,
  FORM_END,
  FORM_TYPE,
  formOf,
  incomingFiles,
  PART_END,
  partHead,
  postStream,
  upload,
} from './uploads.fixture.ts';

const HARD = join(import.meta.dirname, '../../../../../../shared/data/hard');

let api: TestApi;
let user: TestUser;
let headers: Record<string, string>;
beforeAll(async () => {
  api = await startTestApi({ MAX_UPLOAD_MB: '2', MAX_UPLOAD_FILES: '5', ALLOWED_EXTENSIONS: 'png,jpg,gif' });
  await signUp(api);
  user = await signUp(api);
  headers = { ...user.headers, 'content-type': FORM_TYPE };
});
afterAll(() => api.close());

const single = () => `${api.url}/api/v1/images/upload`;
const multiple = () => `${api.url}/api/v1/images/upload-multiple`;
const plain = () => `${api.url}/api/upload`;
const MEGABYTE = 1024 ** 2;

/** A file of 5 GB that begins like a PNG. */
const fiveGigabytes = function* (field: string): Generator<string | Uint8Array> {
  yield partHead(`name="${field}"; filename="big.png"`);
  yield Buffer.from('89504e470d0a1a0a', 'hex');
  const chunk = Buffer.alloc(256 * 1024);
  for (let sent = 0; sent < 5 * 1024 ** 3; sent += chunk.length) yield chunk;
  yield PART_END;
  yield FORM_END;
};

const codeOf = ({ text }: { readonly text: string }): string => JSON.parse(text).code;

const expectNothingLeft = async (): Promise<void> => {
  await vi.waitFor(async () => expect(await incomingFiles(api)).toEqual([]), { timeout: 10_000, interval: 20 });
};

describe('a body of 5 GB', () => {
  it('is refused when the limit is passed, long before all of it was sent', async () => {
    const answer = await postStream(single(), headers, () => fiveGigabytes('file'));
    expect(answer.status).toBe(413);
    expect(codeOf(answer)).toBe('storage.too_large');
    expect(answer.sentBytes).toBeLessThan(100 * MEGABYTE);
    await expectNothingLeft();
  });

  it('is refused in the other dialect too', async () => {
    const answer = await postStream(plain(), headers, () => fiveGigabytes('files'));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'storage.too_large']);
    expect(answer.sentBytes).toBeLessThan(100 * MEGABYTE);
    await expectNothingLeft();
  });

  it('among many files ends the upload when it goes far beyond the limit', async () => {
    const answer = await postStream(multiple(), headers, () => fiveGigabytes('files'));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'http.too_large']);
    expect(answer.sentBytes).toBeLessThan(200 * MEGABYTE);
    await expectNothingLeft();
  });

  it('that says its length is refused before it is read', async () => {
    const length = { 'content-length': String(5 * 1024 ** 3) };
    const answer = await postStream(single(), { ...headers, ...length }, () => fiveGigabytes('file'));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'http.too_large']);
    expect(answer.sentBytes).toBeLessThan(100 * MEGABYTE);
  });
});

describe('a file that is larger than allowed', () => {
  it('does not lose the others of its form', async () => {
    const large = Buffer.concat([await makeImage(50), Buffer.alloc(5 * MEGABYTE)]);
    const files = [
      { field: 'files', name: 'large.png', bytes: large },
      { field: 'files', name: 'small.png', bytes: await makeImage(51) },
    ];
    const { status, body } = await call(api, '/images/upload-multiple', { method: 'POST', user, body: formOf(files) });
    expect(status).toBe(201);
    expect(body.uploaded).toMatchObject([{ filename: 'small.png' }]);
    expect(body.rejected).toMatchObject([{ filename: 'large.png', code: 'storage.too_large' }]);
    await expectNothingLeft();
  });
});

describe('a form with too much in it', () => {
  it.each([
    ['10,000 files', 'files', (index: number) => `${partHead(`name="files"; filename="${index}.png"`)}x${PART_END}`],
    ['10,000 fields', 'text fields', (index: number) => `${partHead(`name="tags"`)}${index}${PART_END}`],
    ['10,000 other fields', 'text fields', (index: number) => `${partHead(`name="field${index}"`)}x${PART_END}`],
  ])('is refused: %s', async (_, what, part) => {
    const parts = function* () {
      for (let index = 0; index < 10_000; index++) yield part(index);
      yield FORM_END;
    };
    const answer = await postStream(multiple(), headers, parts);
    expect([answer.status, codeOf(answer)]).toEqual([413, 'http.too_large']);
    expect(answer.text).toContain(what);
    await expectNothingLeft();
  });

  it('is refused: a text field of a megabyte, a field name of a megabyte, a head of a megabyte', async () => {
    const much = 'x'.repeat(MEGABYTE);
    const file = [partHead('name="file"; filename="a.png"'), await makeImage(52), PART_END];
    const title = await postStream(single(), headers, () => [
      ...file,
      partHead('name="title"'),
      much,
      PART_END,
      FORM_END,
    ]);
    expect([title.status, codeOf(title)]).toEqual([413, 'http.too_large']);
    const name = await postStream(single(), headers, () => [
      ...file,
      partHead(`name="${much}"`),
      'x',
      PART_END,
      FORM_END,
    ]);
    expect(name.status).toBeGreaterThanOrEqual(400);
    expect(name.status).toBeLessThan(500);
    const head = await postStream(single(), headers, () => [
      partHead('name="file"; filename="a.png"', `x-more: ${much}\r\n`),
      'x',
      PART_END,
      FORM_END,
    ]);
    expect(head.status).toBeGreaterThanOrEqual(400);
    expect(head.status).toBeLessThan(500);
    await expectNothingLeft();
  });

  it('is refused with more files than are allowed, and none of them is kept', async () => {
    const before = await api.pixmill.database.db.$count(images);
    const files = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (seed) => ({ field: 'files', name: 'a.png', bytes: await makeImage(60 + seed) })),
    );
    const answer = await call(api, '/images/upload-multiple', { method: 'POST', user, body: formOf(files) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'http.too_large' } });
    expect(await api.pixmill.database.db.$count(images)).toBe(before);
    await expectNothingLeft();
  });
});

describe('a form that is none', () => {
  it.each([
    ['without an end', () => [partHead('name="file"; filename="a.png"'), 'half']],
    ['without any part', () => ['']],
    ['with a part without a head', () => [`--pixmill-test-boundary\r\n\r\nx${PART_END}${FORM_END}`]],
    ['of bytes that are no form', () => [Buffer.alloc(10_000, 0xff)]],
    ['with names of the prototype', () => [partHead('name="__proto__"'), 'x', PART_END, FORM_END]],
    ['with files of the prototype', () => [partHead('name="constructor"; filename="a"'), 'x', PART_END, FORM_END]],
  ])('is answered as a fault of the client: %s', async (_, chunks) => {
    for (const url of [single(), multiple(), plain()]) {
      const answer = await postStream(url, headers, chunks);
      expect([400, 406], `${url}: ${answer.text}`).toContain(answer.status);
    }
    await expectNothingLeft();
  });

  it('is answered 415 when it is JSON, text, or has no boundary', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/mixed; boundary=x']) {
      const answer = await postStream(single(), { ...user.headers, 'content-type': type }, () => ['{}']);
      expect([answer.status, codeOf(answer)]).toEqual([415, 'http.unsupported_media_type']);
    }
    const open = await postStream(single(), { ...user.headers, 'content-type': 'multipart/form-data' }, () => ['x']);
    expect([open.status, codeOf(open)]).toEqual([400, 'http.bad_multipart']);
  });

  it('is answered 422 with every field that is wrong', async () => {
    const file = { name: 'a.png', bytes: await makeImage(53) };
    const bad = await upload(api, user, file, { project_id: 'mine', title: 'x'.repeat(600) });
    expect(bad.status).toBe(422);
    expect(bad.body.detail.map(({ loc }: { loc: unknown }) => loc)).toEqual([
      ['body', 'project_id'],
      ['body', 'title'],
    ]);
    const unknown = await upload(api, user, file, { colour: 'red' });
    expect(unknown.body.detail).toMatchObject([{ loc: ['body', 'colour'], type: 'additionalProperties' }]);
    expect((await upload(api, user, file, { title: 'a\0b' })).status).toBe(422);
    expect((await upload(api, user, file, { tags: Array.from({ length: 60 }, (_, tag) => `${tag}`) })).status).toBe(
      413,
    );
    expect((await upload(api, user, file, { tags: [...Array.from({ length: 60 }).keys()].join(',') })).status).toBe(
      422,
    );
    const field = await call(api, '/images/upload', {
      method: 'POST',
      user,
      body: formOf([{ ...file, field: 'picture' }]),
    });
    expect(field.body.detail).toMatchObject([{ loc: ['body', 'picture'] }]);
    expect(await call(api, '/images/upload', { method: 'POST', user, body: formOf([]) })).toMatchObject({
      status: 406,
    });
    await expectNothingLeft();
  });
});

describe('a file that is not what it says', () => {
  it.each([
    [
      'a web page named as an image',
      Buffer.from('<!DOCTYPE html><script>alert(1)</script>'),
      'image.type_not_allowed',
      415,
    ],
    ['an SVG named as a PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'inspect.svg_refused', 415],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)]), 'image.type_not_allowed', 415],
    ['a zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000)]), 'image.type_not_allowed', 415],
    ['nothing at all', Buffer.alloc(0), 'inspect.empty', 422],
    ['two bytes', Buffer.from([0xff, 0xd8]), 'image.type_not_allowed', 415],
    ['the head of a PNG and no more', Buffer.from('89504e470d0a1a0a', 'hex'), 'inspect.truncated', 422],
  ])('is refused by what it is: %s', async (_, bytes, code, status) => {
    const answer = await upload(api, user, { name: 'photo.png', bytes, type: 'image/png' });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await expectNothingLeft();
  });

  it('is refused when its type is not allowed here, whatever its name and its content type', async () => {
    const answer = await upload(api, user, {
      name: 'photo.png',
      type: 'image/png',
      bytes: await makeImage(54, { format: 'webp' }),
    });
    expect([answer.status, answer.body.code]).toEqual([415, 'image.type_not_allowed']);
  });

  it('is taken as what it is when that is allowed', async () => {
    const { body } = await upload(api, user, { name: 'photo.exe', type: 'text/html', bytes: await makeImage(55) });
    expect(body).toMatchObject({ content_type: 'image/png', filename: 'photo.exe' });
  });
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd'],
    ['/absolute/path.png'],
    ['C:\\Windows\\system32.png'],
    ['line\u0001break\u007f.png'],
    ['☃️ snow.png'],
    ['a'.repeat(1000)],
    ['..'],
    ['.'],
  ])('is only data: %j', async (name) => {
    const { status, body } = await upload(api, user, { name, bytes: await makeImage(56) });
    expect([200, 201]).toContain(status);
    const names = await readdir(api.pixmill.settings.dataDirectory, { recursive: true });
    expect(names.filter((path) => /passwd|system32|absolute|snow|aaaa/.test(path))).toEqual([]);
    await call(api, `/images/${body.id}`, { method: 'DELETE', user });
  });

  it('that is not there is none', async () => {
    const files = [{ field: 'files', name: '', bytes: await makeImage(157) }];
    const { status, body } = await call(api, '/images/upload-multiple', { method: 'POST', user, body: formOf(files) });
    expect(status).toBe(201);
    expect(body.uploaded).toHaveLength(1);
  });

  it('with zero bytes and broken characters is stored without them', async () => {
    const name = Buffer.concat([Buffer.from('a\0b'), Buffer.from([0xff, 0xfe]), Buffer.from('.png')]);
    const bytes = await makeImage(57);
    const answer = await postStream(single(), headers, () => [
      '--pixmill-test-boundary\r\nContent-Disposition: form-data; name="file"; filename="',
      name,
      '"\r\n\r\n',
      bytes,
      PART_END,
      FORM_END,
    ]);
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.text).filename).toBe('ab\ufffd\ufffd.png');
  });
});

describe('a client that hangs up', () => {
  const beginUpload = async (path: string) => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = partHead('name="file"; filename="a.png"');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${user.headers.authorization}\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 1000000\r\n\r\n${head}`,
    );
    socket.write(await makeImage(58));
    return socket;
  };

  it.each(['/api/v1/images/upload', '/api/v1/images/upload-multiple', '/api/upload'])(
    'in the middle of %s leaves nothing half-written',
    async (path) => {
      const before = await api.pixmill.database.db.$count(images);
      const socket = await beginUpload(path);
      await vi.waitFor(async () => expect(await incomingFiles(api)).not.toEqual([]), { timeout: 5000, interval: 10 });
      socket.destroy();
      await expectNothingLeft();
      expect(await api.pixmill.database.db.$count(images)).toBe(before);
    },
  );
});

describe('a stranger', () => {
  it('is refused before anything of a body is read', async () => {
    for (const url of [single(), multiple(), plain()]) {
      const answer = await postStream(url, { 'content-type': FORM_TYPE }, () => fiveGigabytes('file'));
      expect(answer.status).toBe(401);
      expect(answer.sentBytes).toBeLessThan(50 * MEGABYTE);
    }
  });
});

const files = existsSync(HARD)
  ? (await readdir(join(HARD, 'generated'), { withFileTypes: true })).filter((entry) => entry.isFile())
  : [];

describe.skipIf(files.length === 0)('every hard file of ../shared/data (skipped when it is not there)', () => {
  it('is taken or refused with a reason, never with a fault of Pixmill', async () => {
    const ends = new Map<string, string>();
    for (const { name } of files) {
      const bytes = await readFile(join(HARD, 'generated', name));
      const { status, body } = await upload(api, user, { name, bytes });
      ends.set(name, `${status} ${body.code ?? ''}`);
    }
    const wrong = [...ends].filter(([, end]) => !/^(?:20[01]|4\d\d) /.test(end));
    expect(wrong).toEqual([]);
    expect([...ends].filter(([name, end]) => /svg|html|json|zero|empty/i.test(name) && end.startsWith('20'))).toEqual(
      [],
    );
    await expectNothingLeft();
  });
});
