import type { Answered } from './answers.ts';
import type { FormPart, FuzzBody, FuzzRequest } from './fuzz-requests.ts';
import type { People } from './people.ts';
import { jpegOf } from './things.ts';
import { idMark, replaceMarks } from './valid-values.ts';

const LONGEST_WAIT_MS = 30_000;
const pictures = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();

const pictureOf = (seed: number): Promise<Uint8Array<ArrayBuffer>> => {
  const picture = pictures.get(seed) ?? jpegOf(1000 + seed);
  pictures.set(seed, picture);
  return picture;
};

const partOf = async (part: FormPart, withIds: (text: string) => string): Promise<string | File> => {
  if ('text' in part) return withIds(part.text);
  const bytes = await pictureOf(part.seed);
  return new File([bytes.subarray(0, Math.floor(bytes.length * part.share))], part.fileName, { type: part.type });
};

const initOf = async (body: FuzzBody | null, withIds: (text: string) => string): Promise<RequestInit> => {
  if (body === null) return {};
  if ('text' in body) return { body: withIds(body.text), headers: { 'content-type': body.contentType } };
  const form = new FormData();
  for (const part of body.parts) form.append(part.name, await partOf(part, withIds));
  return { body: form };
};

/** What a job must be for an operation to do anything; the worker ends what runs before long. */
const JOB_STATES = new Map([
  ['startJob', 'pending'],
  ['cancelJob', 'running'],
  ['stopJob', 'pending'],
  ['retryJob', 'cancelled'],
] as const);

/** Percent-encodes text, also what is no text; now and then a client does not encode it at all. */
const encoded = (text: string): string =>
  /^%[0-9a-f]{2}$/i.test(text) ? text : encodeURIComponent(text.toWellFormed()).slice(0, 3000);

/** Sends a request as one of the people, with ids in place of their marks; `sent` is what was sent, in words. */
export const sendFuzz = async (
  url: string,
  { operation, sender, path, query, headers, body }: FuzzRequest,
  people: People,
): Promise<{ readonly answer: Answered; readonly sent: string }> => {
  const state = [...JOB_STATES].find(([id]) => id === operation.id)?.[1];
  const isOwn = Object.values(path).includes(idMark('job'));
  const job = state !== undefined && isOwn && Math.random() < 0.5 ? await people.freshJob(sender, state) : null;
  const withIds = (text: string): string =>
    replaceMarks(text, {
      idOf: (kind, whose) => {
        if (whose === 'own') return kind === 'job' && job !== null ? job : people.ownId(sender, kind);
        // An admin may do everything to them.
        return sender === 'admin' ? crypto.randomUUID() : people.foreignId(kind);
      },
      secretOf: (secret) => people.secretOf(sender, secret),
    });
  // Nothing, or dots, would be another path.
  const filled = operation.path.replaceAll(/\{([\w-]+)\}/g, (_, name: string) =>
    encoded(withIds(path[name] ?? '')).replace(/^\.{0,2}$/, 'x'),
  );
  const pairs = query.map(([name, value]) => `${encoded(name)}=${encoded(withIds(value))}`);
  const target = `${filled}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
  const init = await initOf(body, withIds);
  const allHeaders = { ...headers, ...people.headersOf(sender), ...Object.fromEntries(new Headers(init.headers)) };
  const text = typeof init.body === 'string' ? init.body : body === null ? '' : JSON.stringify(body);
  const sent = `${sender}: ${operation.method} ${target} ${JSON.stringify(headers)} ${text}`;
  const response = await fetch(`${url}${target}`, {
    ...init,
    method: operation.method,
    headers: allHeaders,
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  }).catch((cause: unknown) => {
    throw new Error(`No answer to ${sent.slice(0, 2000)}`, { cause });
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isStream) await response.body?.cancel();
  const answer = { status: response.status, headers: response.headers, text: isStream ? '' : await response.text() };
  return { answer, sent };
};
