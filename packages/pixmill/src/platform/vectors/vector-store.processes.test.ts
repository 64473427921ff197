import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { randomRow, randomVector } from './vector-store.contract.ts';
import { openVectorStore } from './vector-store.ts';

const makeRoot = (): Promise<string> => mkdtemp(join(tmpdir(), 'pixmill-vectors-'));

const storeModule = JSON.stringify(new URL('vector-store.ts', import.meta.url).href);

const run = (script: string, args: readonly string[], flags: readonly string[] = []) => {
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, exited: once(child, 'exit'), lines: createInterface({ input: child.stdout }) };
};

/** Puts rows three at a time, and tells the ids of each put once it is done. */
const WRITER = `
  import { randomUUID } from 'node:crypto';
  import { openVectorStore } from ${storeModule};
  const [url, most] = process.argv.slice(1);
  const store = await openVectorStore({ url });
  const table = store.table({ model: 'some-model', dimensions: 8 });
  for (let n = 0; n < Number(most); n++) {
    const rows = Array.from({ length: 3 }, () => ({ id: randomUUID(), projectId: randomUUID(), ownerId: randomUUID(),
      vector: Float32Array.from({ length: 8 }, () => Math.random() - 0.5) }));
    await table.put(rows);
    if (n % 4 === 3) await table.optimise();
    process.stdout.write(rows.map((row) => row.id).join(' ') + '\\n');
  }
  await store.close();`;

describe('several processes on one folder', () => {
  const model = { model: 'some-model', dimensions: 8 };

  it('write at the same time without losing a row, and see each other', async () => {
    const root = await makeRoot();
    const store = await openVectorStore({ url: root });
    const table = store.table(model);
    const written: string[] = [];
    const writers = [run(WRITER, [root, '8']), run(WRITER, [root, '8'])];
    await Promise.all(
      writers.map(async ({ lines, exited }) => {
        for await (const line of lines) {
          const ids = line.split(' ');
          written.push(...ids);
          expect([...(await table.vectorsOf(ids)).keys()].toSorted()).toEqual(ids.toSorted());
        }
        expect(await exited).toEqual([0, null]);
      }),
    );
    expect(written).toHaveLength(48);
    expect(await table.count()).toBe(48);
    await store.close();
    await rm(root, { recursive: true });
  }, 30_000);

  it('leave a store that opens, with every row that was reported, under kill -9', async () => {
    const root = await makeRoot();
    const reported: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { child, exited, lines } = run(WRITER, [root, '1000']);
      let seen = 0;
      for await (const line of lines) {
        reported.push(...line.split(' '));
        seen += 1;
        // After a different line in each round, so that the kill falls into different steps.
        if (seen === 1 + round) child.kill('SIGKILL');
      }
      await exited;
    }
    const store = await openVectorStore({ url: root });
    const table = store.table(model);
    await table.check();
    expect((await table.vectorsOf(reported)).size).toBe(reported.length);
    await table.put([randomRow(8)]);
    await table.optimise();
    const all = await table.search(randomVector(8), { limit: 1000 });
    expect(all).toHaveLength(await table.count());
    await store.close();
    await rm(root, { recursive: true });
  }, 30_000);
});

describe('a process without the native library', () => {
  it('says in one sentence that the native library is missing, and only once it is needed', async () => {
    const { lines, exited } = run(
      `import { openVectorStore } from ${storeModule};
       console.log('imported');
       await openVectorStore({ url: '/never/made' }).catch((error) => console.log(error.code, error.message));`,
      [],
      ['--no-addons'],
    );
    const said: string[] = [];
    for await (const line of lines) said.push(line);
    await exited;
    expect(said).toEqual([
      'imported',
      expect.stringMatching(/^vectors\.unavailable Search by likeness needs the library LanceDB, .*\.$/),
    ]);
  });
});
