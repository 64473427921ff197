import { resolve } from 'node:path';
import { addModels } from '../../models/add-models.ts';
import type { ModelManifest } from '../../models/model-manifest.ts';
import type { ModelStore } from '../../models/model-store.ts';
import { modelError } from '../../models/models.errors.ts';
import type { Models } from '../../models/open-models.ts';
import { pullModel } from '../../models/pull-model.ts';
import { tryModel } from '../../models/try-model.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Fetcher } from '../../platform/fetching/fetcher.ts';
import { EXIT } from '../exit-status.ts';
import { plainText } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { listModels } from './models-list.ts';
import { showPullProgress } from './pull-progress.ts';

/** What `pixmill models` was asked to do. */
export type ModelsRequest =
  | { readonly action: 'list'; readonly json: boolean }
  | { readonly action: 'pull'; readonly name: string }
  | { readonly action: 'add'; readonly directory: string }
  | { readonly action: 'verify'; readonly name: string | null }
  | { readonly action: 'remove'; readonly name: string };

/** What it works with. */
export type ModelsServices = {
  readonly store: ModelStore;
  readonly known: ReadonlyMap<string, ModelManifest>;
  readonly models: Models;
  readonly fetcher: Pick<Fetcher, 'fetchStream'>;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
};

const pull = async (name: string, services: ModelsServices): Promise<string> => {
  const { store, known, terminal } = services;
  const manifest = known.get(name);
  if (manifest === undefined) throw modelError('model.unknown', { name: plainText(name, 64) });
  const isHere = await store.verify(name).then(
    (model) => model.manifest.version === manifest.version,
    () => false,
  );
  if (isHere) return `${name} is here already.`;
  const progress = showPullProgress(terminal, name);
  try {
    await pullModel(manifest, { ...services, progress: progress.update });
  } finally {
    progress.stop();
  }
  return `Pulled ${name} (${manifest.license.id}).`;
};

const verify = async (name: string | null, { store, models, terminal }: ModelsServices): Promise<number> => {
  const names = name === null ? (await store.list()).map(({ manifest }) => manifest.name) : [name];
  if (names.length === 0)
    terminal.out.write('There are no models here yet; `pixmill models list` shows what is known.\n');
  let status: number = EXIT.ok;
  for (const each of names) {
    try {
      await tryModel(await store.verify(each), models);
      terminal.out.write(`${each}: its files are right, and it runs.\n`);
    } catch (error) {
      if (!(error instanceof PixmillError) || name !== null) throw error;
      terminal.out.write(`${each}: ${error.message}\n`);
      status = EXIT.failed;
    }
  }
  return status;
};

/** Runs one of `pixmill models …`. Returns the exit status; throws `model.*`, `storage.*`. */
export const runModels = async (request: ModelsRequest, services: ModelsServices): Promise<number> => {
  const { store, known, terminal } = services;
  const write = (line: string): void => void terminal.out.write(`${line}\n`);
  switch (request.action) {
    case 'list': {
      const columns = terminal.isInteractive ? terminal.columns : Infinity;
      write(listModels(await store.list(), { known, json: request.json, columns }));
      return EXIT.ok;
    }
    case 'pull':
      write(await pull(request.name, services));
      return EXIT.ok;
    case 'add':
      for (const { manifest } of await addModels(resolve(request.directory), { store, known })) {
        write(`Added ${manifest.name} (${plainText(manifest.license.id, 100)}).`);
      }
      return EXIT.ok;
    case 'verify':
      return verify(request.name, services);
    default:
      await store.remove(request.name);
      write(`Removed ${request.name}.`);
      return EXIT.ok;
  }
};
