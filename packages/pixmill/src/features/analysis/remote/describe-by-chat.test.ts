import { afterEach, describe, expect, it } from 'vitest';
import {
  chatAnswer,
  chatError,
  startRemoteServer,
  type AskedRequest,
  type GivenAnswer,
  type RemoteServer,
} from '../../../../test/remote-analysers.ts';
import { describeByChat } from './describe-by-chat.ts';
import { fieldOf, readJson } from './error-text.rules.ts';
import { openRemoteService, USUAL_PATIENCE } from './remote-service.ts';

const KEY = 'sk-0123456789abcdefghij';
const PREVIEW = { bytes: new Uint8Array([255, 216, 255, 9]), width: 100, height: 80 };
const GOOD = JSON.stringify({ description: 'A red hat on a table.', tags: ['Hat', '#red', 'table', 'indoor', 'felt'] });
const { signal } = new AbortController();

let server: RemoteServer | undefined;
afterEach(() => server?.close());

const open = async (
  answer: (request: AskedRequest) => GivenAnswer,
  { key = KEY }: { key?: string | undefined } = {},
) => {
  server = await startRemoteServer(answer);
  const service = openRemoteService({
    analyser: 'openai',
    patience: { ...USUAL_PATIENCE, timeoutMs: 5_000, baseMs: 1, maxMs: 2 },
    budget: 0,
    takeRequest: async () => true,
  });
  return describeByChat({
    baseUrl: `${server.origin}/v1/`,
    key: key === '' ? undefined : key,
    model: 'tiny-eyes',
    service,
  });
};
const bodyOf = (index: number): unknown => readJson(server?.asked[index]?.body.toString() ?? '');
const formatOf = (index: number): unknown => fieldOf(fieldOf(bodyOf(index), 'response_format'), 'type');

describe('a chat service', () => {
  it('is asked by schema, with the picture within the request', async () => {
    const ask = await open(() => chatAnswer(GOOD));
    expect(await ask(PREVIEW, signal)).toEqual({
      tags: ['hat', 'red', 'table', 'indoor', 'felt'].map((name) => ({ name, confidence: 0.8, from: 'tiny-eyes' })),
      description: 'A red hat on a table.',
      facts: { model: 'tiny-eyes' },
    });
    const [request] = server?.asked ?? [];
    expect(request?.url.pathname).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(formatOf(0)).toBe('json_schema');
    expect(request?.body.toString()).toContain(
      `"image_url":{"url":"data:image/jpeg;base64,${Buffer.from(PREVIEW.bytes).toString('base64')}"}`,
    );
    expect(request?.body.toString()).not.toContain('http');
  });

  it('of one’s own machine is asked without a key', async () => {
    const ask = await open(() => chatAnswer(GOOD), { key: '' });
    await ask(PREVIEW, signal);
    expect(server?.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('is asked in simpler ways when it knows none of schemas, and so from then on', async () => {
    const ask = await open(({ body }) => {
      const text = body.toString();
      if (text.includes('json_schema')) return chatError(400, "'response_format.type' must be 'json_object' or 'text'");
      if (text.includes('response_format')) return chatError(422, 'response_format is not supported');
      if (text.includes('"max_tokens"')) {
        return chatError(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
      }
      if (text.includes('temperature')) return chatError(400, "Unsupported value: 'temperature' does not support 0.");
      return chatAnswer(GOOD);
    });
    expect((await ask(PREVIEW, signal)).tags).toHaveLength(5);
    expect(server?.asked).toHaveLength(5);
    await ask(PREVIEW, signal);
    expect(server?.asked).toHaveLength(6);
  });

  it.each([
    ['a fence', `Here you are:\n\`\`\`json\n${GOOD}\n\`\`\`\nAnything else?`],
    ['thoughts', `<think>It is {"description": "wrong", "tags": []} or not.</think>${GOOD}`],
    ['braces in text', `{not json} ${GOOD}`],
    ['tags as text', '{"description": "A {red} \\"hat\\".", "tags": "hat, red; table"}'],
  ])('is understood in spite of %s', async (_, content) => {
    const ask = await open(() => chatAnswer(content));
    const { description, tags } = await ask(PREVIEW, signal);
    expect(description).toMatch(/^A \{?red\}? "?hat"?/);
    expect(tags.slice(0, 2).map(({ name }) => name)).toEqual(['hat', 'red']);
  });

  it('that says more than it was asked is cut short', async () => {
    const tags = [...Array.from({ length: 40 }, (_, index) => `tag ${index}`), 7, null];
    const ask = await open(() => chatAnswer(JSON.stringify({ description: 'Much.', tags })));
    expect((await ask(PREVIEW, signal)).tags).toHaveLength(10);
  });

  it.each([
    ['by its field', () => chatAnswer(null, { refusal: 'I cannot help with that.' }), /I cannot help with that\.$/],
    ['by its filter', () => chatAnswer(null, { finish: 'content_filter' }), /content filter took the answer out\.$/],
    ['in words', () => chatAnswer("I’m sorry, but I can't describe this."), /I’m sorry, but I can't describe this\.$/],
  ])('that declines %s is quoted, and asked once', async (_, answer, said) => {
    const ask = await open(answer);
    await expect(ask(PREVIEW, signal)).rejects.toThrow(said);
    expect(server?.asked).toHaveLength(1);
  });

  it.each([
    ['cut off', () => chatAnswer('{"description": "A red h', { finish: 'length' }), /cut off before its end/],
    ['empty', () => chatAnswer(''), /\(an empty message\)/],
    ['prose', () => chatAnswer('A red hat.'), /\(no JSON\)/],
    ['of another shape', () => chatAnswer('{"caption": "A hat"}'), /\(JSON of another shape\)/],
    ['no completion', () => ({ text: '<html>' }), /\(no chat completion\)/],
    ['without choices', () => ({ json: { choices: [] } }), /\(no chat completion\)/],
  ])('whose answer is %s is asked twice', async (_, answer, said) => {
    const ask = await open(answer);
    await expect(ask(PREVIEW, signal)).rejects.toThrow(said);
    expect(server?.asked).toHaveLength(2);
  });

  it('that answers better the second time is believed', async () => {
    const ask = await open(({ n }) => chatAnswer(n === 1 ? 'Well …' : GOOD));
    expect((await ask(PREVIEW, signal)).description).toBe('A red hat on a table.');
  });

  it('that knows no such model or key is not asked about every image', async () => {
    const ask = await open(() => chatError(401, `Incorrect API key provided: ${KEY}.`, 'invalid_api_key'));
    for (const _ of [1, 2]) {
      await expect(ask(PREVIEW, signal)).rejects.toThrow(
        /refused the request \(HTTP 401\); check OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL\.$/,
      );
    }
    expect(server?.asked).toHaveLength(1);
  });

  it('that does not take one image says why, without the key', async () => {
    const ask = await open(() => chatError(400, `You uploaded an unsupported image ${KEY}`, 'image_parse_error'));
    await expect(ask(PREVIEW, signal)).rejects.toThrow(/\(HTTP 400\): You uploaded an unsupported image \[hidden\]\.$/);
  });
});
