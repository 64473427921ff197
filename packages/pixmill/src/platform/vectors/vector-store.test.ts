import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../storage/s3-client.ts';
import { describeVectorStore, nearestByScan, randomRow, randomVector } from './vector-store.contract.ts';
import { openVectorStore } from './vector-store.ts';
import type { VectorStore } from './vector-store.ts';
import type { VectorTable } from './vector-table.ts';

const makeRoot = (): Promise<string> => mkdtemp(join(tmpdir(), 'pixmill-vectors-'));
const idsOf = (matches: readonly { readonly id: string }[]): readonly string[] => matches.map((match) => match.id);

describeVectorStore(
  'local',
  async () => {
    const root = await makeRoot();
    return { open: () => openVectorStore({ url: join(root, 'vectors') }), stop: () => rm(root, { recursive: true }) };
  },
  { hasConditionalWrites: true },
);

describeVectorStore(
  'S3',
  async () => {
    const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
    const s3 = {
      endpoint: `http://127.0.0.1:${server.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const bucket = `pixmill-${randomUUID()}`;
    const client = createS3Client(s3);
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
    return { open: () => openVectorStore({ url: `s3://${bucket}/some/prefix`, s3 }), stop: () => server.stop() };
  },
  // This test server overwrites whatever a request says in If-None-Match.
  { hasConditionalWrites: false },
);

describe('search in a folder', () => {
  const dimensions = 32;
  let root: string;
  let store: VectorStore;
  let table: VectorTable;
  const owners = [randomUUID(), randomUUID()];
  const rare = randomUUID();
  const rows = Array.from({ length: 2000 }, (_, at) =>
    randomRow(dimensions, { ownerId: at % 500 === 7 ? rare : (owners[at % 2] ?? '') }),
  );

  beforeAll(async () => {
    root = await makeRoot();
    store = await openVectorStore({ url: root, policy: { indexFrom: 500, keepVersionsMs: 0 } });
    table = store.table({ model: 'some-model', dimensions });
    await table.put(rows);
  });
  afterAll(async () => {
    await store.close();
    await rm(root, { recursive: true });
  });

  it('is the same as looking at each of 2,000 vectors, without an index and past one', async () => {
    const vectors = Array.from({ length: 10 }, () => randomVector(dimensions));
    const searchAll = () => Promise.all(vectors.map((vector) => table.search(vector, { limit: 25, exact: true })));
    const expected = vectors.map((vector) => nearestByScan(rows, vector, 25));
    expect((await searchAll()).map(idsOf)).toEqual(expected);
    await table.optimise();
    expect((await searchAll()).map(idsOf)).toEqual(expected);
  });

  it('finds all of somebody who has few vectors through the index too', async () => {
    await table.optimise();
    const own = rows.filter((row) => row.ownerId === rare);
    const vector = randomVector(dimensions);
    const found = await table.search(vector, { limit: 10, owner: rare });
    expect(idsOf(found)).toEqual(nearestByScan(own, vector, 10));
    expect(found).toHaveLength(4);
  });

  it('finds through the index what was put after it was built, and not what was removed', async () => {
    await table.optimise();
    const [kept, removed] = [randomRow(dimensions), randomRow(dimensions)];
    await table.put([kept, removed]);
    await table.remove([removed.id]);
    expect(idsOf(await table.search(kept.vector, { limit: 1 }))).toEqual([kept.id]);
    expect(idsOf(await table.search(removed.vector, { limit: 100 }))).not.toContain(removed.id);
    await table.remove([kept.id]);
  });

  it('writes nothing when the same is put again, and leaves no old versions behind', async () => {
    const versions = async () => (await readdir(join(root, 'some-model_32.lance', '_versions'))).toSorted();
    const before = await versions();
    await table.put(rows.slice(0, 100));
    await table.remove([randomUUID()]);
    expect(await versions()).toEqual(before);
    await table.put([randomRow(dimensions)]);
    await table.optimise();
    await table.optimise();
    expect((await versions()).filter((name) => name.endsWith('.manifest'))).toHaveLength(1);
    expect(await table.count()).toBe(rows.length + 1);
  });
});

describe('the index of a table that grows', () => {
  it('is trained anew, one at a time, while searches go on', async () => {
    const root = await makeRoot();
    const { connect } = await import('@lancedb/lancedb');
    const connection = await connect(root);
    const indexes = async () => {
      const table = await connection.openTable('some-model_8');
      return [...new Set((await table.listIndices()).map((index) => index.name))].toSorted();
    };
    const store = await openVectorStore({ url: root, policy: { indexFrom: 300 } });
    const table = store.table({ model: 'some-model', dimensions: 8 });
    const grow = (count: number) => table.put(Array.from({ length: count }, () => randomRow(8)));
    await grow(299);
    await table.optimise();
    expect(await indexes()).toEqual([]);
    expect(await table.isOutOfShape()).toBe(false);
    await grow(1);
    expect(await table.isOutOfShape()).toBe(true);
    await table.optimise();
    expect(await table.isOutOfShape()).toBe(false);
    const filters = ['by_id', 'by_owner_id', 'by_project_id'];
    expect(await indexes()).toEqual([...filters, 'vectors_of_300']);
    await grow(899);
    await table.optimise();
    expect(await indexes()).toEqual([...filters, 'vectors_of_300']);
    expect(await table.isOutOfShape()).toBe(false);
    await grow(1);
    expect(await table.isOutOfShape()).toBe(true);
    const searches = Array.from({ length: 20 }, () => table.search(randomVector(8), { limit: 5 }));
    const [, ...found] = await Promise.all([table.optimise(), ...searches]);
    expect(found.map((matches) => matches.length)).toEqual(searches.map(() => 5));
    expect(await indexes()).toEqual([...filters, 'vectors_of_1200']);
    await store.close();
    connection.close();
    await rm(root, { recursive: true });
  });
});

describe('a damaged store', () => {
  const model = { model: 'some-model', dimensions: 8 };
  const damages: Readonly<Record<string, (directory: string) => Promise<unknown>>> = {
    'its newest manifest is cut': async (directory) => {
      for (const name of await manifests(directory)) await truncate(name, 100);
    },
    'its newest manifest is empty': async (directory) => {
      for (const name of await manifests(directory)) await truncate(name, 0);
    },
    'its manifests are gone': (directory) => rm(join(directory, '_versions'), { recursive: true }),
    'its data is gone': (directory) => rm(join(directory, 'data'), { recursive: true }),
    'its data is noise': async (directory) => {
      for (const name of await readdir(join(directory, 'data'))) {
        await writeFile(join(directory, 'data', name), Buffer.alloc(500, 7));
      }
    },
    'it is a file': async (directory) => {
      await rm(directory, { recursive: true });
      await writeFile(directory, 'no table');
    },
  };
  const manifests = async (directory: string): Promise<readonly string[]> =>
    (await readdir(join(directory, '_versions'))).map((name) => join(directory, '_versions', name));

  for (const [name, damage] of Object.entries(damages)) {
    it(`is told of when ${name}, and is made anew`, async () => {
      const root = await makeRoot();
      const first = await openVectorStore({ url: root });
      const rows = [randomRow(8), randomRow(8)];
      await first.table(model).put(rows);
      await first.close();
      await damage(join(root, 'some-model_8.lance'));
      const store = await openVectorStore({ url: root });
      const table = store.table(model);
      const damaged = expect.objectContaining({ code: 'vectors.damaged', status: 503 });
      await expect(table.check()).rejects.toThrow(damaged);
      await expect(table.search(randomVector(8), { limit: 1 })).rejects.toThrow(damaged);
      await expect(table.put([randomRow(8)])).rejects.toThrow(damaged);
      await table.drop();
      expect(await table.count()).toBe(0);
      await table.put(rows);
      await table.check();
      expect(await table.count()).toBe(2);
      await store.close();
      await rm(root, { recursive: true });
    });
  }

  it('is told of when a table has other columns than ours', async () => {
    const root = await makeRoot();
    const { connect } = await import('@lancedb/lancedb');
    const connection = await connect(root);
    await connection.createTable('some-model_8', [{ id: 'a', vector: [1, 2, 3] }]);
    const store = await openVectorStore({ url: root });
    await expect(store.table(model).count()).rejects.toThrow(/is damaged \(the table some-model_8 has other columns\)/);
    await store.close();
    await rm(root, { recursive: true });
  });
});

describe('a store that cannot be opened', () => {
  it('says in one sentence what is wrong with its address', async () => {
    for (const url of ['relative/path', 'gs://bucket', 's3://b', 's3://user:secret@bucket', 'file://host/path', '']) {
      await expect(openVectorStore({ url })).rejects.toThrow(/^SEARCH_URL cannot be used \(.+\); write /);
    }
  });

  it('says that its folder is a file', async () => {
    const root = await makeRoot();
    const path = join(root, 'file');
    await writeFile(path, '');
    for (const url of [path, join(path, 'below')]) {
      await expect(openVectorStore({ url })).rejects.toThrow(expect.objectContaining({ code: 'vectors.unreachable' }));
    }
    await rm(root, { recursive: true });
  });
});
