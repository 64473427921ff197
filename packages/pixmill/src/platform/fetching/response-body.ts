import { pipeline } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { PixmillError } from '../errors/pixmill-error.ts';
import { fetchError } from './fetch.errors.ts';
import type { HttpResponse } from './transport.ts';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

/** The decoder that `Content-Encoding` asks for, `null` for identity. Stacked encodings are bombs more often than not. */
const decoderOf = ({ headers, url }: HttpResponse): Transform | null => {
  const names = headers
    .all('content-encoding')
    .flatMap((value) => value.toLowerCase().split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const [name] = names;
  if (name === undefined) return null;
  const create = names.length === 1 && Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (create === undefined) {
    throw fetchError('fetch.bad_encoding', { host: url.host, reason: names.join(', ').slice(0, 60) });
  }
  return create();
};

/** `Content-Length` as a number of bytes on the wire, `null` when absent or nonsense. */
const contentLength = ({ headers }: HttpResponse): number | null => {
  const text = headers.first('content-length')?.trim() ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
};

/**
 * The decoded bytes of a response, at most `maxBytes` of them: `fetch.too_large` as soon as a byte more comes, or at
 * once when an honest `Content-Length` says so. Errors of the connection come as `fetch.*`. Leaving early ends the
 * exchange; the memory in use is one chunk.
 */
export const readBody = async function* (response: HttpResponse, maxBytes: number): AsyncGenerator<Uint8Array, void> {
  const { body, url } = response;
  const tooLarge = (): PixmillError => fetchError('fetch.too_large', { host: url.host, limit: maxBytes });
  let decoder: Transform | null = null;
  let bodyFailure: unknown;
  try {
    decoder = decoderOf(response);
    const length = contentLength(response);
    if (decoder === null && length !== null && length > maxBytes) throw tooLarge();
    let stream: Readable = body;
    if (decoder !== null) {
      body.once('error', (error) => {
        bodyFailure = error;
      });
      // The error reaches the loop below through the decoder.
      stream = pipeline(body, decoder, () => {});
    }
    let received = 0;
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('Expected bytes.');
      received += chunk.length;
      if (received > maxBytes) throw tooLarge();
      yield chunk;
    }
    if (decoder === null && length !== null && received < length) {
      throw fetchError('fetch.interrupted_body', { host: url.host });
    }
  } catch (error) {
    if (error instanceof PixmillError) throw error;
    if (decoder !== null && bodyFailure === undefined) {
      throw fetchError('fetch.bad_encoding', { host: url.host, reason: codeOf(error) }, { cause: error });
    }
    throw response.bodyError(bodyFailure ?? error);
  } finally {
    body.destroy();
  }
};

/** All decoded bytes of a response in one buffer, or the first `maxBytes` of them when `cut` is set. */
export const readAll = async (
  response: HttpResponse,
  { maxBytes, cut = false }: { readonly maxBytes: number; readonly cut?: boolean },
): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of readBody(response, cut ? Number.MAX_SAFE_INTEGER : maxBytes)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (cut && bytes >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
};
