import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { SourceContext } from '../src/library/source.ts';

/** A context for tests of sources, and the bytes that a source has staged, by SHA-256. */
export type TestSourceContext = SourceContext & { readonly staged: ReadonlyMap<string, Buffer> };

const answerOf = async (response: Response) => {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const body: unknown = await response.json();
  return { body, headers: Object.fromEntries(response.headers) };
};

/**
 * Builds the context that a source runs in, against loopback servers and local files: no pacing, a clock that stands
 * still, staged bytes held in memory.
 */
export const testSourceContext = (
  options: {
    /** Settings by their name in the environment, e.g. `{ OPENVERSE_URL: server.origin }`. */
    readonly settings?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
  } = {},
): TestSourceContext => {
  const staged = new Map<string, Buffer>();
  const signal = options.signal ?? new AbortController().signal;
  return {
    getJson: async (url, { headers = {} } = {}) => answerOf(await fetch(url, { headers, signal })),
    postForm: async (url, { fields, headers = {} }) =>
      answerOf(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), signal })),
    setting: (name) => options.settings?.[name],
    signal,
    now: () => new Date('2026-11-20T08:00:00.000Z'),
    openInput: async (pathOrUrl) => {
      if (!/^https?:/.test(pathOrUrl)) return createReadStream(pathOrUrl);
      const { body } = await fetch(pathOrUrl, { signal });
      if (body === null) throw new Error('The answer has no body.');
      return body;
    },
    stage: async (bytes, { maxBytes }) => {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of bytes) {
        size += part.length;
        if (size > maxBytes) throw new Error(`More than ${maxBytes} bytes.`);
        parts.push(part);
      }
      const whole = Buffer.concat(parts);
      const sha256 = createHash('sha256').update(whole).digest('hex');
      staged.set(sha256, whole);
      return { sha256, bytes: size };
    },
    staged,
  };
};
