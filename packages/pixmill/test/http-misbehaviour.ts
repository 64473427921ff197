import { once } from 'node:events';
import { constants, gzipSync } from 'node:zlib';
import { reply } from './http-server.ts';
import type { Handler } from './http-server.ts';

const chunkOf = (bytes: number): Buffer => Buffer.alloc(bytes, 0x41);

/** Accepts the request and never answers. */
export const silent = (): Handler => () => {};

/** Resets the connection (RST), before or after the headers. */
export const reset =
  (when: 'before-headers' | 'after-headers' = 'before-headers'): Handler =>
  (request, response) => {
    if (when === 'before-headers') {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(200, { 'content-length': '1000' });
    response.write('begin', () => request.socket.resetAndDestroy());
  };

/** States `claimed` bytes, sends `sent` of them and closes. */
export const cut =
  (claimed: number, sent: number): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': String(claimed) });
    response.write(chunkOf(sent), () => response.destroy());
  };

/** States a length, and sends another one in chunks of the raw socket (more or fewer bytes than stated). */
export const lieAboutLength =
  (claimed: number, sent: number): Handler =>
  (request) => {
    request.socket.end(
      Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\ncontent-length: ${claimed}\r\n\r\n`),
        chunkOf(sent),
      ]),
    );
  };

/** Sends some bytes, then nothing more, and holds the connection. */
export const stall =
  (sent = 10): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': String(sent + 1000) });
    response.write(chunkOf(sent));
  };

/** One byte every `everyMs`, for ever (slow loris). */
export const drip =
  (everyMs: number): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const timer = setInterval(() => response.write('A'), everyMs);
    response.once('close', () => clearInterval(timer));
  };

/** Sends chunks without a stated length until the client goes away. */
export const endless =
  (chunkBytes = 65_536): Handler =>
  async (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const chunk = chunkOf(chunkBytes);
    const gone = once(response, 'close');
    while (!response.destroyed) if (!response.write(chunk)) await Promise.race([once(response, 'drain'), gone]);
  };

/** A small gzip body that decodes to `decodedBytes` zeros; `encodings` may claim a stack such as `gzip, gzip`. */
export const gzipBomb = (decodedBytes: number, encoding = 'gzip'): Handler => {
  let body = Buffer.alloc(decodedBytes);
  for (const _ of encoding.split(',')) body = gzipSync(body, { level: constants.Z_BEST_COMPRESSION });
  return reply(body, { headers: { 'content-type': 'image/bmp', 'content-encoding': encoding } });
};

/** Waits until `gate` resolves, then answers. */
export const after =
  (gate: Promise<unknown>, handler: Handler): Handler =>
  async (request, response, n) => {
    await gate;
    await handler(request, response, n);
  };

/** 429 (or 503) with Retry-After in seconds, or as an HTTP-date that many seconds ahead. */
export const tooManyRequests = (seconds: number, form: 'seconds' | 'date' = 'seconds', status = 429): Handler => {
  const value = (): string =>
    form === 'seconds' ? String(seconds) : new Date(Date.now() + seconds * 1000).toUTCString();
  return (request, response, n) =>
    reply('slow down', { status, headers: { 'retry-after': value() } })(request, response, n);
};

/** Redirects `/hops/5` to `/hops/4` … to `/hops/0`, which gets `last`. */
export const hops =
  (last: Handler): Handler =>
  (request, response, n) => {
    const left = Number((request.url ?? '').split('/').at(-1));
    if (left <= 0) return last(request, response, n);
    response.writeHead(302, { location: String(left - 1) }).end();
    return undefined;
  };
