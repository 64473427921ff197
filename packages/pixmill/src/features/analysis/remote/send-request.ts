import { fetch } from 'undici';
import { startDeadline } from '../../../platform/fetching/deadline.ts';
import { parseRetryAfter } from '../../../platform/fetching/retry-after.ts';
import { analysisError } from './analysis.errors.ts';

/** What a service answered. */
export type RemoteAnswer = {
  readonly status: number;
  readonly text: string;
  /** What `Retry-After` says, in ms; `null` when it says nothing. */
  readonly retryAfterMs: number | null;
};

/** One request to a service of others. */
export type RemoteRequest = {
  readonly url: string;
  /** Carries the key: never logged. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request and reads its answer, whatever its status. The address is the admin's own, so that it may be private;
 * redirects are not followed, since the key would go with them. Throws `analysis.timeout`, `unreachable`, `too_large`, and
 * when aborted.
 */
export const sendRequest = async (
  { url, headers, body }: RemoteRequest,
  {
    analyser,
    timeoutMs,
    signal,
  }: { readonly analyser: string; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<RemoteAnswer> => {
  const deadline = startDeadline(signal, timeoutMs, () =>
    analysisError('analysis.timeout', { analyser, seconds: Math.round(timeoutMs / 1000) }),
  );
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: deadline.signal });
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      // Leaving the loop ends the exchange.
      if (bytes > MAX_ANSWER_BYTES) throw analysisError('analysis.too_large', { analyser, limit: MAX_ANSWER_BYTES });
      chunks.push(chunk);
    }
    return {
      status: response.status,
      text: Buffer.concat(chunks).toString('utf8'),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
    };
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    throw error instanceof TypeError
      ? analysisError('analysis.unreachable', { analyser, reason: causeOf(error) }, { cause: error })
      : error;
  } finally {
    deadline.stop();
  }
};

/** What undici says of a failed connection: a code, never an address or a header. */
const causeOf = ({ cause }: Error): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no connection';
