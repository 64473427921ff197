import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainPicture, tinyManifest, writeModelFolder } from './fixtures/tiny-model.ts';
import { openModelStore } from './model-store.ts';
import { openModels } from './open-models.ts';
import { warmModels } from './try-model.ts';

it('loads models on every thread, and leaves out what cannot be loaded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-warm-'));
  const models = openModels({ threads: 2 });
  try {
    const store = openModelStore({ directory: join(folder, 'models') });
    const text = Buffer.from('no model');
    const broken = tinyManifest({ name: 'broken' }, text);
    await store.add(broken, await writeModelFolder(join(folder, 'broken'), broken, text));
    const model = await store.add(tinyManifest(), await writeModelFolder(join(folder, 'new')));
    await warmModels(await store.list(), models);
    // A thread that had to load it now could not.
    await rm(join(model.folder, 'tiny.onnx'));
    const found = await Promise.all([5, 6].map((red) => models.find(model, plainPicture([red, 0, 0], red))));
    expect(found.map(({ rating }) => rating?.byName['red'])).toEqual([5, 6]);
  } finally {
    await models.close();
    await rm(folder, { recursive: true });
  }
});
