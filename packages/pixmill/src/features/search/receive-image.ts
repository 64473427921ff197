import type { FastifyRequest } from 'fastify';
import { unknownField } from '../../platform/http/multipart/check-fields.ts';
import { readMultipart } from '../../platform/http/multipart/read-multipart.ts';
import type { IncomingFile, Storage } from '../../platform/storage/storage.ts';
import { searchError } from './search.errors.ts';

const FIELD = 'file';
/** Heads of parts beside the file. */
const ROOM_FOR_HEADS = 64 * 1024;

/**
 * Receives the one file of a form, streamed to a temporary file that is removed when it has been used. `signal` fires when
 * the client hangs up. Throws `search.nothing_sent`, `storage.too_large`, `http.*`.
 */
export const withReceivedImage = async <T>(
  request: FastifyRequest,
  { storage, maxBytes }: { readonly storage: Pick<Storage, 'receive'>; readonly maxBytes: number },
  use: (image: { readonly path: string; readonly sha256: string; readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> => {
  if (request.headers['content-type'] === undefined) throw searchError('search.nothing_sent');
  let received: IncomingFile | undefined;
  const hangUp = new AbortController();
  const abort = (): void => hangUp.abort();
  request.raw.socket.once('close', abort);
  try {
    const fields = await readMultipart(request, {
      receive: async (file) => {
        if (file.fieldName !== FIELD || received !== undefined) throw unknownField(file.fieldName);
        received = await storage.receive(file.content, { maxBytes });
      },
      maxFiles: 1,
      maxBytes: maxBytes + ROOM_FOR_HEADS,
    });
    const [extra] = fields.keys();
    if (extra !== undefined) throw unknownField(extra);
    if (received === undefined) throw searchError('search.nothing_sent');
    return await use({ path: received.path, sha256: received.sha256, signal: hangUp.signal });
  } finally {
    request.raw.socket.off('close', abort);
    await received?.discard();
  }
};
