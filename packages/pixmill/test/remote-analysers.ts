/** A server in the shapes of Azure AI Vision and of chat completions, for tests. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startHttpServer, type HttpServer } from './http-server.ts';

/** A request with its body, which tests look into. */
export type AskedRequest = {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** From 1. */
  readonly n: number;
};

/** What the server answers; nothing is an answer that never comes. */
export type GivenAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
} | null;

/** Such a server, and what it was asked. */
export type RemoteServer = Pick<HttpServer, 'origin' | 'close' | 'peak'> & { readonly asked: readonly AskedRequest[] };

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const send = (response: ServerResponse, { status = 200, headers = {}, json, text }: NonNullable<GivenAnswer>): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text ?? JSON.stringify(json ?? {}));
};

/** Starts a server that answers every request as it is told. */
export const startRemoteServer = async (
  answer: (request: AskedRequest) => GivenAnswer | Promise<GivenAnswer>,
): Promise<RemoteServer> => {
  const asked: AskedRequest[] = [];
  const server = await startHttpServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const seen = { url, headers: request.headers, body: await read(request), n: asked.length + 1 };
    asked.push(seen);
    const given = await answer(seen);
    if (given !== null) send(response, given);
  });
  return { origin: server.origin, close: server.close, peak: server.peak, asked };
};

/** An answer of Image Analysis 4.0 (2024-02-01), as its documentation shows it. */
export const AZURE_ANSWER = {
  modelVersion: '2023-10-01',
  captionResult: { text: 'a man pointing at a screen', confidence: 0.4892 },
  metadata: { width: 1000, height: 500 },
  tagsResult: {
    values: [
      { name: 'text', confidence: 0.9967 },
      { name: 'clothing', confidence: 0.9812 },
      { name: 'blurry guess', confidence: 0.21 },
    ],
  },
  objectsResult: {
    values: [
      { boundingBox: { x: 250, y: 50, w: 500, h: 400 }, tags: [{ name: 'person', confidence: 0.875 }] },
      { boundingBox: { x: 0, y: 0, w: 10, h: 10 }, tags: [] },
    ],
  },
  readResult: {
    blocks: [
      {
        lines: [
          { text: '9:35 AM', boundingPolygon: [{ x: 131, y: 130 }], words: [{ text: '9:35', confidence: 0.99 }] },
          { text: 'Conference room', boundingPolygon: [], words: [] },
        ],
      },
    ],
  },
} as const;

/** An error as Azure's services tell it. */
export const azureError = (status: number, message: string, inner?: string): GivenAnswer => ({
  status,
  json: {
    error: {
      code: String(status),
      message,
      ...(inner === undefined ? {} : { innererror: { code: 'NotSupportedFeature', message: inner } }),
    },
  },
});

/** A chat completion with this message. */
export const chatAnswer = (
  content: string | null,
  { finish = 'stop', refusal = null }: { readonly finish?: string; readonly refusal?: string | null } = {},
): GivenAnswer => ({
  json: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'tiny-eyes',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal }, logprobs: null, finish_reason: finish }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  },
});

/** An error as OpenAI tells it. */
export const chatError = (status: number, message: string, code: string | null = null): GivenAnswer => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param: null, code } },
});

/** Both services at once, which say something of a picture that depends on its bytes only. */
export const startSeeingServer = (): Promise<RemoteServer> =>
  startRemoteServer(({ url, body }) => {
    const word = createHash('sha256').update(body).digest('hex').slice(0, 8);
    if (url.pathname.endsWith('/chat/completions')) {
      return chatAnswer(JSON.stringify({ description: `Something ${word}.`, tags: ['thing', word] }));
    }
    const tagsResult = { values: [{ name: word, confidence: 0.9 }] };
    return { json: { ...AZURE_ANSWER, captionResult: { text: `a ${word}`, confidence: 0.9 }, tagsResult } };
  });
