import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TestApi, TestUser } from '../../../test/api.ts';

/** A file of a form in tests. */
export type TestFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly field?: string;
  readonly type?: string;
};

/** A form as a browser makes it. */
export const formOf = (
  files: readonly TestFile[],
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  }
  for (const { name, bytes, field = 'file', type = 'application/octet-stream' } of files) {
    form.append(field, new Blob([new Uint8Array(bytes)], { type }), name);
  }
  return form;
};

/** An answer of the API with its body as JSON, if it has one. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into it with matchers
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };

/** Calls the API; a path without `/api` begins at `/api/v1`. */
export const call = async (
  api: Pick<TestApi, 'url'>,
  path: string,
  init: RequestInit & { readonly user?: Pick<TestUser, 'headers'>; readonly json?: unknown } = {},
): Promise<Answer> => {
  const { user, json, headers, ...rest } = init;
  const response = await fetch(`${api.url}${path.startsWith('/api/') ? '' : '/api/v1'}${path}`, {
    ...rest,
    headers: {
      ...user?.headers,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(new Headers(headers)),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** Uploads one file. */
export const upload = (
  api: Pick<TestApi, 'url'>,
  user: Pick<TestUser, 'headers'>,
  file: Omit<TestFile, 'field'>,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Answer> => call(api, '/images/upload', { method: 'POST', user, body: formOf([file], fields) });

/** A signed link as an address of this test's API. */
export const linkOf = (api: Pick<TestApi, 'url'>, link: string): string => {
  const { pathname, search } = new URL(link);
  return `${api.url}${pathname}${search}`;
};

/** Names of files that are half received. */
export const incomingFiles = async (api: Pick<TestApi, 'pixmill'>): Promise<string[]> =>
  readdir(join(api.pixmill.settings.dataDirectory, 'storage', 'incoming')).catch(() => []);

const BOUNDARY = 'pixmill-test-boundary';

/** The head of one part of a form. */
export const partHead = (disposition: string, extra = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n${extra}\r\n`;
export const PART_END = '\r\n';
export const FORM_END = `--${BOUNDARY}--\r\n`;
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** What a server answered, and how much it had read of a body by then. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly sentBytes: number;
};

/**
 * Posts a body that is made while it is sent, in chunks without a length; it stops when the answer is there, as a careful
 * client does.
 */
export const postStream = (
  url: string,
  headers: Readonly<Record<string, string>>,
  chunks: () => Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    let sentBytes = 0;
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      body.destroy();
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, sentBytes });
      });
    });
    const counted = async function* () {
      for await (const chunk of chunks()) {
        sentBytes += Buffer.byteLength(chunk);
        yield chunk;
      }
    };
    const body = Readable.from(counted());
    pipeline(body, request).catch((error: unknown) => {
      reject(error instanceof Error ? error : new Error('The request failed.'));
    });
    request.on('error', (error) => reject(error));
  });
