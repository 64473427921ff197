import type { TestApi, TestUser } from './api.ts';

/** A Server-Sent Event as a browser would hand it on. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into it by its documented names
export type SentEvent = { readonly id: number | null; readonly event: string; readonly data: any };

/** A stream of events that is open. */
export type EventStream = {
  readonly status: number;
  readonly headers: Headers;
  /** Reads on; ends with the stream. */
  readonly events: AsyncGenerator<SentEvent>;
  readonly close: () => void;
};

const parse = (block: string): SentEvent | null => {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const [id, event, data] = [field('id'), field('event'), field('data')];
  if (event === undefined || data === undefined) return null;
  return { id: id === undefined ? null : Number(id), event, data: JSON.parse(data) };
};

/** Opens the events of a job, after one of them. */
export const openEvents = async (
  api: Pick<TestApi, 'url'>,
  { headers }: Pick<TestUser, 'headers'>,
  jobId: string,
  after?: number | string,
): Promise<EventStream> => {
  const controller = new AbortController();
  const response = await fetch(`${api.url}/api/v1/jobs/${jobId}/events`, {
    headers: { ...headers, ...(after === undefined ? {} : { 'last-event-id': String(after) }) },
    signal: controller.signal,
  });
  const read = async function* (): AsyncGenerator<SentEvent> {
    if (response.body === null) return;
    let rest = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parse(block);
        if (event !== null) yield event;
      }
    }
  };
  return { status: response.status, headers: response.headers, events: read(), close: () => controller.abort() };
};

/** Reads a stream to its end. */
export const allOf = async ({ events }: Pick<EventStream, 'events'>): Promise<readonly SentEvent[]> => {
  const seen: SentEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
};
