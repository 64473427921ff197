import { createGunzip } from 'node:zlib';
import type { SourceContext } from '../library/source.ts';
import { inputError } from './inputs.errors.ts';

/** How much one input may unpack to. */
export type UnpackLimits = {
  /** Bytes after unpacking. */
  readonly maxBytes: number;
  /** Unpacked bytes for each packed one, looked at once more than 64 MiB are unpacked. */
  readonly maxRatio: number;
};

/** Text compresses 3 to 50 times; DEFLATE cannot do more than 1,032. */
const LIST_LIMITS: UnpackLimits = { maxBytes: 64 * 1024 ** 3, maxRatio: 400 };

const RATIO_MATTERS_FROM = 64 * 1024 * 1024;
const SLICE = 16 * 1024;

/** The first bytes of a stream (fewer than `count` only when it is shorter), and the whole stream, the first included. */
export const peekBytes = async (
  source: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly head: Buffer; readonly whole: AsyncIterable<Uint8Array> }> => {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    length += next.value.byteLength;
  }
  const head = Buffer.concat(chunks);
  const whole = async function* (): AsyncIterable<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { head: head.subarray(0, count), whole: whole() };
};

/** Whether bytes begin as gzip does (RFC 1952). */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

/**
 * Unpacks gzip. Everything that was unpacked before the damage comes out before `input.damaged` is thrown; throws
 * `input.bomb` and `input.too_large` by the limits.
 */
export const gunzip = async function* (
  source: AsyncIterable<Uint8Array>,
  path: string,
  limits: UnpackLimits,
): AsyncIterable<Uint8Array> {
  const stream = createGunzip({ chunkSize: 256 * 1024 });
  let ready: Buffer[] = [];
  const failures: Error[] = [];
  stream.on('data', (chunk: Buffer) => ready.push(chunk));
  stream.on('error', (error) => failures.push(error));
  let packed = 0;
  let unpacked = 0;
  const take = (): Buffer[] => {
    const taken = ready;
    ready = [];
    for (const chunk of taken) unpacked += chunk.length;
    if (unpacked > limits.maxBytes)
      throw inputError('input.too_large', { path, reason: `over ${limits.maxBytes} bytes` });
    if (unpacked > RATIO_MATTERS_FROM && unpacked > packed * limits.maxRatio) {
      throw inputError('input.bomb', { path, reason: `${Math.round(unpacked / packed)} times its packed size` });
    }
    return taken;
  };
  try {
    for await (const chunk of source) {
      // In slices, so that a bomb cannot unpack to more than 16 MiB before it is noticed.
      for (let start = 0; start < chunk.byteLength && failures.length === 0; start += SLICE) {
        const slice = chunk.subarray(start, start + SLICE);
        packed += slice.byteLength;
        await settled(stream, (done) => stream.write(slice, done));
        yield* take();
      }
      if (failures.length > 0) break;
    }
    if (failures.length === 0) {
      await settled(stream, (done) => {
        stream.once('end', done);
        stream.end();
      });
    }
    yield* take();
    const [failure] = failures;
    if (failure !== undefined) throw inputError('input.damaged', { path, reason: failure.message }, { cause: failure });
  } finally {
    stream.destroy();
  }
};

const settled = (stream: ReturnType<typeof createGunzip>, start: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    stream.once('close', resolve);
    start(() => {
      stream.off('close', resolve);
      resolve();
    });
  });

/** Opens an input for reading from its beginning, unpacked when it is gzip, whatever it is called. */
export const openUnpacked = async (
  path: string,
  context: SourceContext,
  limits: UnpackLimits = LIST_LIMITS,
): Promise<AsyncIterable<Uint8Array>> => {
  const { head, whole } = await peekBytes(await context.openInput(path), 3);
  return isGzip(head) ? gunzip(whole, path, limits) : whole;
};
