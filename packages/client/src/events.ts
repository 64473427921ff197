import { ApiError } from './api-error.ts';

/** One Server-Sent Event. */
export type ServerEvent = {
  /** Where to go on from after it; empty when the server gives none. */
  readonly id: string;
  /** Its kind, `message` when the server names none. */
  readonly event: string;
  readonly data: string;
};

/** Splits a stream of text into events, by the rules of the HTML standard (section 9.2.6). */
export async function* parseEvents(chunks: AsyncIterable<string>): AsyncGenerator<ServerEvent> {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  for await (const chunk of chunks) {
    rest += chunk;
    // A CR at the end may be the first half of CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, event: event === '' ? 'message' : event, data: data.join('\n') };
        event = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id' && !value.includes('\0')) id = value;
      else if (field === 'event') event = value;
      else if (field === 'data') data.push(value);
    }
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const LONGEST_WAIT_MS = 10_000;

const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });

/**
 * Follows a stream of events. A broken connection is made again, with the id of the last event, so that nothing is lost
 * or told twice. Ends after an event that `isLast` accepts, or when the signal says so; throws `ApiError` for an answer
 * that waiting does not mend.
 */
export async function* followEvents({
  open,
  isLast,
  signal,
}: {
  /** Opens the stream after an event; `null` from the beginning. */
  readonly open: (lastEventId: string | null) => Promise<Response>;
  readonly isLast: (event: ServerEvent) => boolean;
  readonly signal?: AbortSignal;
}): AsyncGenerator<ServerEvent> {
  let last: string | null = null;
  let failures = 0;
  const isStopped = (): boolean => signal?.aborted === true;
  while (!isStopped()) {
    try {
      const response = await open(last);
      if (!response.ok) throw new ApiError(response, await response.json().catch(() => null));
      if (response.body === null) return;
      for await (const event of parseEvents(textOf(response.body))) {
        failures = 0;
        if (event.id !== '') last = event.id;
        yield event;
        if (isLast(event)) return;
      }
    } catch (error) {
      if (isStopped()) return;
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) throw error;
    }
    failures++;
    await pause(Math.min(LONGEST_WAIT_MS, 250 * 2 ** Math.min(failures, 6)), signal);
  }
}
