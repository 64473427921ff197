import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from '../database/database.ts';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';

/** Whose key it is. */
export type IdempotencyKey = { readonly userId: string; readonly key: string };

/** What became of the wish to be the first with a key. */
export type Claim =
  /** Nobody was before; `at` names this try. */
  | { readonly kind: 'first'; readonly at: Date }
  | { readonly kind: 'running' }
  /** The key was used for something else. */
  | { readonly kind: 'other' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: string };

/** Where keys and answers are kept; safe against two requests at the same moment. */
export type IdempotencyStore = {
  readonly claim: (key: IdempotencyKey & { readonly request: string }) => Promise<Claim>;
  /** Keeps the answer when the transaction commits; returns whether the key is still this try's. */
  readonly keep: (
    tx: Transaction,
    key: IdempotencyKey & { readonly at: Date; readonly status: number; readonly body: string },
  ) => Promise<boolean>;
  readonly finish: (
    key: IdempotencyKey & { readonly at: Date; readonly status: number; readonly body: string },
  ) => Promise<void>;
  /** Lets the key be used again: the request changed nothing. */
  readonly release: (key: IdempotencyKey & { readonly at: Date }) => Promise<void>;
};

type Held = IdempotencyKey & { readonly at: Date };

/** Writes the answer about what was made in the transaction that makes it: both are there, or neither. */
export type KeepAnswer<Made> = (tx: Transaction, made: Made) => Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that this request is the first with. */
    heldKey: Held | null;
    /**
     * For operations that read their body themselves (files): call it when the body is there and before anything is
     * written, with a digest of all of it. Answers whether the stored answer was sent: then nothing is to be done.
     */
    claimIdempotencyKey: (reply: FastifyReply, digest: string) => Promise<boolean>;
    /** Whether the answer was kept with what it tells of. */
    isAnswerKept: boolean;
    /** Keeps an answer for the key of this request, if it has one. Throws `http.key_in_use`. */
    keepAnswer: (tx: Transaction, answer: { readonly status: number; readonly body: string }) => Promise<void>;
  }
}

const KEY = /^[\x20-\x7e]{1,255}$/;

const givenKey = (request: FastifyRequest): IdempotencyKey | null => {
  const key = request.headers['idempotency-key'];
  const { schema } = request.routeOptions;
  const creates = request.method === 'POST' && Object.hasOwn(Object(schema?.response), '201');
  if (key === undefined || !creates || request.principal === null) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw httpError('http.bad_idempotency_key');
  return { userId: request.principal.userId, key };
};

const isMultipart = ({ headers }: FastifyRequest): boolean =>
  headers['content-type']?.toLowerCase().startsWith('multipart/') === true;

/**
 * For operations that create something: what they hand to their service, which calls it last in its transaction. A process
 * that dies right after the commit has then kept the answer, too.
 */
export const keepCreated =
  <Made>(request: FastifyRequest, reply: FastifyReply, toView: (made: Made) => unknown): KeepAnswer<Made> =>
  async (tx, made) => {
    if (request.heldKey === null) return;
    const body = reply.code(201).serialize(toView(made));
    if (typeof body !== 'string') throw new TypeError('Answers about what was made are JSON.');
    await request.keepAnswer(tx, { status: 201, body });
  };

/**
 * Honours `Idempotency-Key` on POSTs that create something: the first request is done, and the same one again gets its
 * answer. Only answers that created something are kept; a request that failed has changed nothing and may be sent again.
 */
export const addIdempotency = (server: HttpServer, store: IdempotencyStore): void => {
  const claim = async (request: FastifyRequest, reply: FastifyReply, key: IdempotencyKey, digest: string) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const claimed = await store.claim({ ...key, request: `POST ${path} ${digest}` });
    if (claimed.kind === 'running') throw httpError('http.key_in_use');
    if (claimed.kind === 'other') throw httpError('http.key_reused');
    if (claimed.kind === 'first') {
      request.heldKey = { ...key, at: claimed.at };
      return false;
    }
    await reply
      .code(claimed.status)
      .header('idempotent-replayed', 'true')
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(claimed.body);
    return true;
  };

  server.decorateRequest('heldKey', null);
  server.decorateRequest('isAnswerKept', false);
  server.decorateRequest(
    'keepAnswer',
    async function keepAnswer(this: FastifyRequest, tx: Transaction, answer: { status: number; body: string }) {
      if (this.heldKey === null) return;
      // Another try has taken the key over, since this one took so long: one of them must not be.
      if (!(await store.keep(tx, { ...this.heldKey, ...answer }))) throw httpError('http.key_in_use');
      this.isAnswerKept = true;
    },
  );
  server.decorateRequest(
    'claimIdempotencyKey',
    async function claimIdempotencyKey(this: FastifyRequest, reply: FastifyReply, digest: string) {
      const key = givenKey(this);
      return key !== null && (await claim(this, reply, key, digest));
    },
  );
  server.addHook('preHandler', async (request, reply): Promise<FastifyReply | undefined> => {
    const key = givenKey(request);
    // Files are read by their handler, which claims the key when it knows them.
    if (key === null || isMultipart(request)) return undefined;
    const digest = createHash('sha256')
      .update(JSON.stringify([request.query, request.body ?? null]))
      .digest('hex');
    return (await claim(request, reply, key, digest)) ? reply : undefined;
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const { heldKey } = request;
    if (heldKey === null) return;
    request.heldKey = null;
    const { statusCode } = reply;
    if (statusCode === 201 && request.isAnswerKept) return;
    const settle =
      statusCode >= 200 && statusCode < 300 && typeof payload === 'string'
        ? store.finish({ ...heldKey, status: statusCode, body: payload })
        : store.release(heldKey);
    // What was done is done: that its answer could not be kept is no reason to hide it.
    await settle.catch((error: unknown) => request.log.error({ err: error }, 'an answer could not be kept'));
  });
};
