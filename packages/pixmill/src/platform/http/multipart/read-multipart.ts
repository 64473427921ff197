import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { PixmillError } from '../../errors/pixmill-error.ts';
import { httpError } from '../http.errors.ts';
import { FIELD_LIMITS } from './register-multipart.ts';
import { stopReading } from './stop-reading.ts';

/** A file of a form while it arrives: its name is data, and its content can be read once. */
export type ArrivingFile = {
  readonly fieldName: string;
  /** As it was sent, with slashes and control characters; `''` when it has none. */
  readonly name: string;
  /** Throws `http.bad_multipart` when the body ends in the middle, or the client hangs up. */
  readonly content: AsyncIterable<Uint8Array>;
};

/** The text fields of a form; a name may come several times. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/** A client that sends nothing for so long is gone. */
const SILENCE_MS = 60_000;
const DEFAULT_IGNORED_BYTES = 64 * 1024 ** 2;

/**
 * Reads a form as it arrives: `receive` is called for one file after the other, and what it does not read of a file is
 * passed over. Returns the text fields when all has been read. When it throws, the rest of the body is given up. Throws
 * `http.unsupported_media_type`, `http.too_large`, `http.bad_multipart` and what `receive` throws.
 */
export const readMultipart = async (
  request: FastifyRequest,
  {
    receive,
    maxFiles,
    maxBytes,
    maxIgnoredBytes = DEFAULT_IGNORED_BYTES,
  }: {
    readonly receive: (file: ArrivingFile) => Promise<void>;
    /** Fewer than the server allows. */
    readonly maxFiles?: number;
    /** Of the whole body; one that says that it is larger is not read at all. */
    readonly maxBytes: number;
    /** Most of one file that `receive` has left unread; with more, the whole body is refused. */
    readonly maxIgnoredBytes?: number;
  },
): Promise<FormFields> => {
  const fields = new Map<string, string[]>();
  const { socket } = request.raw;
  const hangUp = (): void => void request.raw.destroy();
  try {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    if (!request.isMultipart()) throw notMultipart(request);
    socket.setTimeout(SILENCE_MS, hangUp);
    const limits = maxFiles === undefined ? {} : { limits: { files: maxFiles, parts: maxFiles + FIELD_LIMITS.fields } };
    const parts = request.parts(limits)[Symbol.asyncIterator]();
    for (;;) {
      const { value: part, done } = await parts.next().catch(throwParsing);
      if (done === true || part === undefined) break;
      if (part.type === 'file') await receiveFile(part, receive, maxIgnoredBytes);
      else {
        if (part.valueTruncated || part.fieldnameTruncated) throw tooLarge(FIELD_LIMITS.fieldSize);
        const value = typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
        fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), value]);
      }
    }
    return fields;
  } catch (error) {
    stopReading(request);
    throw error;
  } finally {
    socket.setTimeout(0);
    socket.off('timeout', hangUp);
  }
};

const receiveFile = async (
  part: MultipartFile,
  receive: (file: ArrivingFile) => Promise<void>,
  maxIgnoredBytes: number,
): Promise<void> => {
  // The parser goes on when this part has been read, so whoever stops early must not end the stream.
  const chunks = part.file.iterator({ destroyOnReturn: false });
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const { value, done } = await chunks.next().catch(throwParsing);
      if (done === true) return;
      yield value;
    }
  };
  // What the parser's types do not say: a file may come without a name.
  const given: string | undefined = part.filename;
  await receive({ fieldName: part.fieldname, name: given ?? '', content: content() });
  // Nothing is left when it was read to the end.
  let ignored = 0;
  for await (const chunk of content()) {
    ignored += chunk.byteLength;
    if (ignored > maxIgnoredBytes) throw tooLarge(maxIgnoredBytes);
  }
};

const tooLarge = (bytes: number): PixmillError => httpError('http.too_large', { limit: `at most ${bytes} bytes` });

const notMultipart = ({ headers }: FastifyRequest): PixmillError =>
  httpError('http.unsupported_media_type', {
    given: headers['content-type']?.slice(0, 100) ?? 'none',
    expected: 'multipart/form-data',
  });

/** Limits of the parser, by its codes. */
const LIMITS: Readonly<Record<string, string>> = {
  FST_PARTS_LIMIT: 'fewer parts of a form',
  FST_FILES_LIMIT: 'fewer files at a time',
  FST_FIELDS_LIMIT: `at most ${FIELD_LIMITS.fields} text fields`,
};

/** What the parser complains of: a limit, or a body that is no form or ends too early. */
const throwParsing = (error: unknown): never => {
  if (error instanceof PixmillError) throw error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const limit = typeof code === 'string' ? LIMITS[code] : undefined;
  if (limit !== undefined) throw httpError('http.too_large', { limit }, { cause: error });
  throw httpError('http.bad_multipart', {}, { cause: error });
};
