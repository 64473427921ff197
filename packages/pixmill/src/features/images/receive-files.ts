import type { FastifyRequest } from 'fastify';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { unknownField } from '../../platform/http/multipart/check-fields.ts';
import { readMultipart } from '../../platform/http/multipart/read-multipart.ts';
import type { ArrivingFile, FormFields } from '../../platform/http/multipart/read-multipart.ts';
import type { IncomingFile } from '../../platform/storage/storage.ts';
import { refusalOf, SNIFFED_BYTES } from './allowed-types.ts';
import type { ImageServices } from './image-services.ts';
import { imageError } from './images.errors.ts';

/** A file of a form: on this machine, or refused with the reason. In their order. */
export type ReceivedFile =
  | { readonly name: string; readonly incoming: IncomingFile }
  | { readonly name: string; readonly error: PixmillError };

/** What arrived with a form. */
export type ReceivedForm = { readonly files: readonly ReceivedFile[]; readonly fields: FormFields };

const MEGABYTE = 1024 ** 2;
/** Heads of parts and text fields beside the files. */
const ROOM_FOR_FIELDS = MEGABYTE;
/** A name that is longer is cut; nobody has a use for more. */
const MOST_NAME_CHARACTERS = 255;

/** Names are data, whatever they hold, but text that PostgreSQL can hold. */
const storableName = (name: string): string =>
  Array.from(name.toWellFormed().replaceAll('\0', '')).slice(0, MOST_NAME_CHARACTERS).join('');

/**
 * Receives the files of a form, streamed to temporary files, and uses them; these are removed afterwards, whatever happens,
 * unless they were made durable. A file that is not allowed or too large is thrown (`onRefused: 'throw'`) as soon as it is
 * seen, or passed over while the others are received.
 */
export const withReceivedFiles = async <T>(
  request: FastifyRequest,
  {
    services: { storage, settings },
    fieldNames,
    maxFiles = settings.maxUploadFiles,
    onRefused,
  }: {
    readonly services: Pick<ImageServices, 'storage' | 'settings'>;
    /** Fields that may hold files. */
    readonly fieldNames: readonly string[];
    readonly maxFiles?: number;
    readonly onRefused: 'throw' | 'collect';
  },
  use: (form: ReceivedForm) => Promise<T>,
): Promise<T> => {
  const maxBytes = settings.maxUploadMb * MEGABYTE;
  const files: ReceivedFile[] = [];
  const receive = async (file: ArrivingFile): Promise<void> => {
    if (!fieldNames.includes(file.fieldName)) throw unknownField(file.fieldName);
    const name = storableName(file.name);
    try {
      const bytes = checked(file.content, settings.allowedExtensions);
      files.push({ name, incoming: await storage.receive(bytes, { maxBytes }) });
    } catch (error) {
      if (onRefused === 'throw' || !(error instanceof PixmillError) || !isOfTheFile(error)) throw error;
      files.push({ name, error });
    }
  };
  try {
    const fields = await readMultipart(request, {
      receive,
      maxFiles,
      maxBytes: maxFiles * maxBytes + ROOM_FOR_FIELDS,
      maxIgnoredBytes: Math.max(64 * MEGABYTE, 2 * maxBytes),
    });
    if (files.length === 0) throw imageError('image.nothing_sent', { field: fieldNames[0] ?? 'file' });
    return await use({ files, fields });
  } finally {
    for (const file of files) if ('incoming' in file) await file.incoming.discard();
  }
};

/** Whether an error says something of one file only, so that the others may go on. */
const isOfTheFile = ({ code }: PixmillError): boolean =>
  code === 'storage.too_large' || code.startsWith('inspect.') || code.startsWith('image.');

/** The same bytes; throws before the rest is read when the first ones show that the file is not allowed. */
const checked = async function* (
  content: AsyncIterable<Uint8Array>,
  allowed: readonly string[],
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = Buffer.alloc(0);
  for await (const chunk of content) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < SNIFFED_BYTES) continue;
    yield* afterCheck(head, allowed);
    head = null;
  }
  if (head !== null) yield* afterCheck(head, allowed);
};

const afterCheck = function* (head: Uint8Array, allowed: readonly string[]): Generator<Uint8Array> {
  const refusal = refusalOf(head, allowed);
  if (refusal !== null) throw refusal;
  yield head;
};
