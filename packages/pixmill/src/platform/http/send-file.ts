import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Storage } from '../storage/storage.ts';
import { readRange } from './byte-range.ts';
import { httpError } from './http.errors.ts';

/** A stored object as it is sent to a client. */
export type SentFile = {
  readonly storage: Pick<Storage, 'read'>;
  readonly key: string;
  readonly bytes: number;
  /** What it really is; never what somebody said. */
  readonly contentType: string;
  /** Changes when the bytes do; without quotes. */
  readonly etag: string;
  /** Whether these bytes are under this address for ever. */
  readonly immutable: boolean;
  /** `Content-Disposition`. */
  readonly disposition: string;
};

/** Shown by browsers even where a page is served from another origin; nothing in it may run. */
const SAFETY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
} as const;

const A_YEAR = 31_536_000;

/**
 * Sends a stored object: whole or a part (206, 416), nothing when the client has it (304), only the head for HEAD. It is
 * streamed as fast as the client reads; a client that hangs up ends the reading.
 */
export const sendFile = async (request: FastifyRequest, reply: FastifyReply, file: SentFile): Promise<FastifyReply> => {
  const { bytes, storage, key } = file;
  const etag = `"${file.etag}"`;
  const caching = {
    etag,
    'cache-control': file.immutable ? `private, max-age=${A_YEAR}, immutable` : 'private, no-cache',
    'accept-ranges': 'bytes',
  };
  if (isKnown(request.headers['if-none-match'], etag)) {
    return reply
      .code(304)
      .headers({ ...SAFETY, ...caching })
      .send();
  }
  const ifRange = request.headers['if-range'];
  const asked = ifRange === undefined || ifRange === etag ? readRange(request.headers.range, bytes) : WHOLE;
  if (asked.kind === 'outside') {
    void reply.headers({ 'content-range': `bytes */${bytes}`, 'accept-ranges': 'bytes' });
    throw httpError('http.bad_range', { bytes });
  }
  const range = asked.kind === 'part' ? asked.range : null;
  const length = range === null ? bytes : range.end - range.start + 1;
  // Opened before the head is written, so that what is missing is told in the shape of all other errors.
  const content = request.method === 'HEAD' ? [] : await storage.read(key, range ?? undefined);
  return reply
    .code(range === null ? 200 : 206)
    .headers({
      ...SAFETY,
      ...caching,
      'content-type': file.contentType,
      'content-disposition': file.disposition,
      'content-length': length,
      ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${bytes}` }),
    })
    .send(content instanceof Readable ? content : Readable.from(content, { objectMode: false }));
};

const WHOLE = { kind: 'whole' } as const;

/** `If-None-Match`: `*`, or a list of tags, weak or not. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
