import multipart from '@fastify/multipart';
import type { HttpServer } from '../create-server.ts';
import { stopReading } from './stop-reading.ts';

/** Text fields are short; files have limits of their own, counted while they are received. */
export const FIELD_LIMITS = { fields: 50, fieldNameSize: 100, fieldSize: 16 * 1024 } as const;
const HEADERS_A_PART = 10;

/**
 * Lets routes read `multipart/form-data` as a stream (`read-multipart.ts`). Names of files stay as they were sent: they are
 * data, and nobody makes paths of them.
 */
export const registerMultipart = (server: HttpServer, { maxFiles }: { readonly maxFiles: number }): void => {
  // Whoever is refused before their body is read must not go on sending it for ever.
  server.addHook('onResponse', async (request) => stopReading(request));
  server.register(multipart, {
    preservePath: true,
    throwFileSizeLimit: false,
    limits: {
      ...FIELD_LIMITS,
      files: maxFiles,
      parts: maxFiles + FIELD_LIMITS.fields,
      fileSize: Number.POSITIVE_INFINITY,
      headerPairs: HEADERS_A_PART,
    },
  });
};
