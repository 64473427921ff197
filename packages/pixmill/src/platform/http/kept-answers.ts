import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

/** What an answer was made of. */
export type AnswerBasis = {
  /** Who may see it: requests with the same audience and the same address get the same answer. */
  readonly audience: string;
  /** Another text whenever anything that the answer tells may have changed. Read it before the answer is made. */
  readonly revision: string;
};

/** Sends the answer that was kept, or makes one and keeps it. */
export type KeptAnswers = (
  request: FastifyRequest,
  reply: FastifyReply,
  given: AnswerBasis & { readonly make: () => Promise<unknown> },
) => Promise<FastifyReply>;

const MOST_BYTES = 16 * 1024 ** 2;
/** Signed links in an answer stay good for hours. */
const LONGEST_MS = 10 * 60 * 1000;

/**
 * Keeps answers of lists as they were sent, in the memory of this process, for as long as nothing they tell has changed.
 * Whether that is so is asked with every request; so an answer is never older than the request.
 */
export const createKeptAnswers = ({ mostBytes = MOST_BYTES }: { readonly mostBytes?: number } = {}): KeptAnswers => {
  const answers = new LRUCache<string, { readonly revision: string; readonly body: Buffer }>({
    maxSize: mostBytes,
    maxEntrySize: Math.ceil(mostBytes / 8),
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length,
    ttl: LONGEST_MS,
  });
  return async (request, reply, { audience, revision, make }) => {
    const key = `${audience} ${request.url}`;
    const kept = answers.get(key);
    if (kept?.revision === revision) return send(reply, kept.body);
    const text = reply.serialize(await make());
    const body = typeof text === 'string' ? Buffer.from(text) : Buffer.from(new Uint8Array(text));
    answers.set(key, { revision, body });
    return send(reply, body);
  };
};

const send = (reply: FastifyReply, body: Buffer): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(body);
