import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeAnalyserContract, type AnalyserUnderTest } from '../src/features/analysis/analyser.contract.ts';
import { createAnalysers } from '../src/features/analysis/open-analysers.ts';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { upload } from '../src/features/images/uploads.fixture.ts';
import { images as imageTable, type ImageRow } from '../src/library/schema.ts';
import { addModels } from '../src/models/add-models.ts';
import { TINY_CAPTIONER_FILES, tinyCaptionerManifest } from '../src/models/fixtures/tiny-captioner.ts';
import { writeModelFolder } from '../src/models/fixtures/tiny-model.ts';
import { modelFolderOf, openModelStore } from '../src/models/model-store.ts';
import { ANALYSERS } from '../src/platform/config/analyser-names.ts';
import { blobKey } from '../src/platform/storage/storage.ts';
import { signUp, startTestApi, type TestApi } from './api.ts';
import { startSeeingServer, type RemoteServer } from './remote-analysers.ts';

let server: RemoteServer;
let api: TestApi;
let folder: string;
let rows: readonly ImageRow[];

beforeAll(async () => {
  server = await startSeeingServer();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-analysers-'));
  api = await startTestApi({
    AZURE_VISION_ENDPOINT: server.origin,
    AZURE_VISION_KEY: 'azure-key-0123456789',
    OPENAI_BASE_URL: `${server.origin}/v1`,
    OPENAI_API_KEY: 'sk-0123456789abcdef',
    OPENAI_MODEL: 'tiny-eyes',
  });
  const { settings, storage, database } = api.pixmill;
  const store = openModelStore({ directory: modelFolderOf(settings) });
  await addModels(await writeModelFolder(join(folder, 'tiny')), { store, known: new Map() });
  const captioner = tinyCaptionerManifest();
  await store.add(captioner, await writeModelFolder(join(folder, 'captioner'), captioner, TINY_CAPTIONER_FILES));
  const user = await signUp(api);
  for (const seed of [1, 2, 3, 4, 5]) {
    await upload(api, user, { name: `${seed}.png`, bytes: await makeImage(9_000 + seed) });
  }
  rows = await database.db.select().from(imageTable).orderBy(imageTable.id);
  const [broken, gone] = rows.slice(3);
  await storage.withLocalFile(blobKey(broken?.sha256 ?? ''), (path) => writeFile(path, 'no picture any more'));
  await storage.remove(blobKey(gone?.sha256 ?? ''));
}, 60_000);

afterAll(async () => {
  await api.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (name: string): Promise<AnalyserUnderTest> => {
  const { database, ...parts } = api.pixmill;
  const [analyser] = await createAnalysers({ db: database.db, ...parts }).open([name]);
  const [first, second, third, broken, gone] = rows;
  if (analyser === undefined || first === undefined || second === undefined || third === undefined) {
    throw new Error('Something is missing.');
  }
  if (broken === undefined || gone === undefined) throw new Error('Images are missing.');
  return { analyser, images: [first, second, third], broken, gone, close: async () => undefined };
};

for (const name of ANALYSERS) describeAnalyserContract(name, () => open(name), { seesPixels: name !== 'builtin' });

describe('what is sent to a service', () => {
  it('is a small copy without metadata, whatever the image is', async () => {
    const { database, ...parts } = api.pixmill;
    const user = await signUp(api);
    const large = await makeImage(7, { width: 3_000, height: 2_000, format: 'png' });
    const { body } = await upload(api, user, { name: 'large.png', bytes: large });
    const [row] = await database.db.select().from(imageTable).where(eq(imageTable.id, body.id));
    if (row === undefined) throw new Error('The image is gone.');
    const before = server.asked.length;
    const opened = await createAnalysers({ db: database.db, ...parts }).open(['azure']);
    await opened[0]?.analyse([row], new AbortController().signal);
    const sent = server.asked[before]?.body ?? Buffer.alloc(0);
    expect([...sent.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(sent.length).toBeLessThan(1024 * 1024);
    const { width, height } = jpegSize(sent);
    expect([width, height]).toEqual([1024, 683]);
    expect(sent.includes('Exif')).toBe(false);
  });
});

/** Reads the frame header of a JPEG. */
const jpegSize = (bytes: Buffer): { width: number; height: number } => {
  for (let at = 2; at < bytes.length - 9;) {
    const marker = bytes.readUInt16BE(at);
    if (marker === 0xffc0 || marker === 0xffc2) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: 0, height: 0 };
};
