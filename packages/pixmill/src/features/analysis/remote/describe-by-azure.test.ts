import { afterEach, describe, expect, it } from 'vitest';
import {
  AZURE_ANSWER,
  azureError,
  startRemoteServer,
  type AskedRequest,
  type GivenAnswer,
  type RemoteServer,
} from '../../../../test/remote-analysers.ts';
import { describeByAzure } from './describe-by-azure.ts';
import { openRemoteService, USUAL_PATIENCE } from './remote-service.ts';

const KEY = 'azure-key-0123456789abcdef';
const PREVIEW = { bytes: new Uint8Array([255, 216, 255, 1, 2, 3]), width: 100, height: 80 };
const { signal } = new AbortController();

let server: RemoteServer | undefined;
afterEach(() => server?.close());

const open = async (answer: (request: AskedRequest) => GivenAnswer) => {
  server = await startRemoteServer(answer);
  const service = openRemoteService({
    analyser: 'azure',
    patience: { ...USUAL_PATIENCE, timeoutMs: 5_000, baseMs: 1, maxMs: 2 },
    budget: 0,
    takeRequest: async () => true,
  });
  return describeByAzure({ endpoint: `${server.origin}/`, key: KEY, service });
};

describe('Azure AI Vision', () => {
  it('is sent the picture itself, and its caption, tags, objects and text are read', async () => {
    const ask = await open(() => ({ json: AZURE_ANSWER }));
    expect(await ask(PREVIEW, signal)).toEqual({
      tags: [
        { name: 'text', confidence: 0.9967, from: 'azure' },
        { name: 'clothing', confidence: 0.9812, from: 'azure' },
        { name: 'person', confidence: 0.875, from: 'azure' },
      ],
      description: 'A man pointing at a screen.',
      facts: {
        model: 'azure 2023-10-01',
        caption_confidence: 0.4892,
        objects: [{ name: 'person', confidence: 0.875, box: [0.25, 0.1, 0.5, 0.8] }],
        objects_by: 'azure',
        text: '9:35 AM / Conference room',
      },
    });
    const [request] = server?.asked ?? [];
    expect(request?.url.pathname).toBe('/computervision/imageanalysis:analyze');
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      'api-version': '2024-02-01',
      features: 'caption,tags,objects,read',
    });
    expect(request?.headers).toMatchObject({
      'ocp-apim-subscription-key': KEY,
      'content-type': 'application/octet-stream',
    });
    expect([...(request?.body ?? [])]).toEqual([...PREVIEW.bytes]);
  });

  it('of a region without captions is asked for the rest, from then on at once', async () => {
    const { captionResult: _, ...rest } = AZURE_ANSWER;
    const ask = await open(({ url }) =>
      url.searchParams.get('features')?.includes('caption') === true
        ? azureError(400, 'The request is invalid.', "The feature 'Caption' is not supported in this region.")
        : { json: rest },
    );
    for (const _ of [1, 2]) {
      const { description, tags } = await ask(PREVIEW, signal);
      expect([description, tags[0]?.name]).toEqual([null, 'text']);
    }
    expect(server?.asked).toHaveLength(3);
  });

  it('is not asked about a picture that is too small for it', async () => {
    const ask = await open(() => ({ json: AZURE_ANSWER }));
    expect(await ask({ ...PREVIEW, height: 50 }, signal)).toMatchObject({ tags: [], description: null });
    expect(server?.asked).toHaveLength(0);
  });

  it('that refuses one image says why, and the next is asked about', async () => {
    const ask = await open(({ n }) =>
      n === 1
        ? azureError(400, 'The request is invalid.', `Image format is not valid; key ${KEY}`)
        : { json: AZURE_ANSWER },
    );
    await expect(ask(PREVIEW, signal)).rejects.toThrow(
      /^The service of the analyser azure did not take this image \(HTTP 400\): Image format is not valid; key \[hidden\]\.$/,
    );
    expect((await ask(PREVIEW, signal)).tags).toHaveLength(3);
  });

  it('that refuses the key is not asked about every image, and the key is not told', async () => {
    const ask = await open(() => azureError(401, `Access denied due to invalid subscription key ${KEY}.`));
    for (const _ of [1, 2]) {
      await expect(ask(PREVIEW, signal)).rejects.toThrow(
        'The service of the analyser azure refused the request (HTTP 401); check AZURE_VISION_ENDPOINT and AZURE_VISION_KEY.',
      );
    }
    expect(server?.asked).toHaveLength(1);
  });

  it.each(['', 'null', '<html>Sign in</html>', '{"modelVersion": 1}', '[]', '{"captionResult": {"text": 7}}'])(
    'that answers %j has said nothing',
    async (text) => {
      const ask = await open(() => ({ text }));
      await expect(ask(PREVIEW, signal)).rejects.toThrow(/an answer that cannot be understood/);
    },
  );

  it('that sees nothing is fine', async () => {
    const { modelVersion, metadata } = AZURE_ANSWER;
    const ask = await open(() => ({ json: { modelVersion, metadata } }));
    expect(await ask(PREVIEW, signal)).toMatchObject({ tags: [], description: null });
  });
});
