/**
 * What analysing images costs beside a bare onnxruntime loop over the same tensors: classifier and embedding of 2,000
 * images of 28 KB, read, decoded, looked at, and written to PostgreSQL; and memory after 1,000 and 2,000. The two take turns
 * on parts of the images, since the machine's speed drifts. Skips where the models are absent.
 * Run: node bench/analysis.ts [images]
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { openPixmill } from '../packages/pixmill/src/compose.ts';
import { analyseProject } from '../packages/pixmill/src/features/analysis/analyse-project.service.ts';
import { createLocalAnalyser } from '../packages/pixmill/src/features/analysis/local-analyser.ts';
import { INSPECT_LIMITS } from '../packages/pixmill/src/imaging/inspection.ts';
import { addModels } from '../packages/pixmill/src/models/add-models.ts';
import { createInputWriter, type SmallPicture } from '../packages/pixmill/src/models/input-values.ts';
import { readKnownModels } from '../packages/pixmill/src/models/known-models.ts';
import { openModelStore, type StoredModel } from '../packages/pixmill/src/models/model-store.ts';
import { loadSettings } from '../packages/pixmill/src/platform/config/load-settings.ts';
import { createLogger } from '../packages/pixmill/src/platform/logging/logger.ts';
import { blobKey } from '../packages/pixmill/src/platform/storage/storage.ts';
import type { BareAnswer, BareRequest } from './support/bare-model.ts';
import { benchImageName, makeBenchImages } from './support/bench-images.ts';
import { digestOfPath, insertPendingImages } from './support/pending-images.ts';
import { treeCpuSeconds, treeMemory } from './support/process-memory.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'shared', 'models');
const MODEL = 'mobilenet-v2';
/** The two take turns after so many images. */
const PART = 250;
const limits = { ...INSPECT_LIMITS, maxPixels: 50_000_000 };
const cores = availableParallelism();

const addModel = async (folder: string): Promise<StoredModel> => {
  const store = openModelStore({ directory: folder });
  const added = await addModels(MODELS, { store, known: await readKnownModels() });
  const model = added.find(({ manifest }) => manifest.name === MODEL);
  if (model === undefined) throw new Error(`${MODEL} was not added.`);
  return model;
};

/** As many threads as cores, which do nothing but run the model. */
const startBareThreads = ({ manifest: { input, files }, folder }: StoredModel) => {
  const url = new URL('./support/bare-model.ts', import.meta.url);
  const threads = Array.from({ length: cores }, () => new Worker(url));
  const ask = (thread: Worker, tensors: readonly Uint8Array[]): Promise<BareAnswer> =>
    new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      const path = join(folder, files[0]?.name ?? '');
      const request: BareRequest = { path, input: input.name, size: [input.height, input.width, 3], tensors };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      thread.postMessage(request);
    });
  return {
    run: (tensors: readonly Uint8Array[]) =>
      Promise.all(
        threads.map((thread, index) =>
          ask(
            thread,
            tensors.filter((_, at) => at % cores === index),
          ),
        ),
      ),
    stop: () => Promise.all(threads.map((thread) => thread.terminate())),
  };
};

type Spent = { readonly seconds: number; readonly cpuSeconds: number };

const sumOf = (all: readonly Spent[]): Spent => ({
  seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
  cpuSeconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
});

const measure = async (count: number): Promise<void> => {
  const images = await makeBenchImages(count);
  const paths = Array.from({ length: count }, (_, index) => join(images, benchImageName(index)));
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-bench-analysis-'));
  const model = await addModel(join(folder, 'models'));
  const settings = loadSettings({ environment: { PIXMILL_DATA_DIR: join(folder, 'data') }, cwd: folder });
  const pixmill = await openPixmill({ settings, logger: createLogger({ level: 'warn' }) });
  const bare = startBareThreads(model);
  try {
    const { decoders, models, database } = pixmill;
    const timed = async (work: () => Promise<unknown>): Promise<Spent> => {
      const cpu = treeCpuSeconds(process.pid, settings.dataDirectory);
      const started = performance.now();
      await work();
      const seconds = (performance.now() - started) / 1000;
      return { seconds, cpuSeconds: treeCpuSeconds(process.pid, settings.dataDirectory) - cpu };
    };
    const byKey = new Map(paths.map((path) => [blobKey(digestOfPath(path)), path]));
    const storage = { withLocalFile: <T>(key: string, use: (path: string) => Promise<T>) => use(byKey.get(key) ?? '') };
    const parts = { storage, decoders, models, maxPixels: limits.maxPixels };
    const analyser = createLocalAnalyser([model], parts);

    const { input } = model.manifest;
    const write = createInputWriter(input);
    const tensorsOf = async (files: readonly string[]): Promise<Uint8Array[]> => {
      const made = await Promise.all(files.map((path) => decoders.makeSmallPicture(path, input, limits)));
      const pictures = made.flatMap((picture): SmallPicture[] => (picture.ok ? [picture] : []));
      const batches = Array.from({ length: Math.ceil(pictures.length / input.batch) }, (_, at) =>
        pictures.slice(at * input.batch, (at + 1) * input.batch),
      );
      return batches.map((batch) => Uint8Array.from(write(batch).data));
    };
    const analyse = async (files: readonly string[]): Promise<Spent> => {
      const projectId = await insertPendingImages(database.db, files);
      const { signal } = new AbortController();
      return timed(() => analyseProject({ db: database.db, analysers: [analyser], projectId, signal }));
    };
    const runBare = async (files: readonly string[]): Promise<Spent> => {
      const tensors = await tensorsOf(files);
      return timed(() => bare.run(tensors));
    };

    // Threads start and load their model.
    await analyse(paths.slice(0, PART));
    await runBare(paths.slice(0, PART));
    const spent: { bare: Spent[]; analysis: Spent[] } = { bare: [], analysis: [] };
    for (let from = 0; from < count; from += PART) {
      const part = paths.slice(from, from + PART);
      spent.bare.push(await runBare(part));
      spent.analysis.push(await analyse(part));
      const done = from + part.length;
      if (done === Math.ceil(count / 2) || done === count) {
        const memory = treeMemory(process.pid, settings.dataDirectory);
        const [own, decoding, postgres] = [memory.command, memory.decoders, memory.postgres].map(Math.round);
        console.log(`after ${done} images: ${own} MB, decoders ${decoding} MB, PostgreSQL ${postgres} MB`);
      }
    }
    const [limit, figure] = [sumOf(spent.bare), sumOf(spent.analysis)];
    const told = ({ seconds, cpuSeconds }: Spent): string =>
      `${(count / seconds).toFixed(0)} images/s, ${((1000 * cpuSeconds) / count).toFixed(1)} ms of processor time each`;
    console.log(`${count} images, ${cores} cores, ${MODEL}: classifier and embedding`);
    console.log(`bare onnxruntime over the same tensors: ${told(limit)}`);
    console.log(`analysis: ${told(figure)}`);
    const [rate, cpu] = [limit.seconds / figure.seconds, limit.cpuSeconds / figure.cpuSeconds];
    console.log(`ratio ${rate.toFixed(2)}, of processor time ${cpu.toFixed(2)}`);
  } finally {
    await bare.stop();
    await pixmill.close();
    await rm(folder, { recursive: true, force: true });
  }
};

if (existsSync(MODELS)) await measure(Number(process.argv[2] ?? 2000));
else console.log(`No models in ${MODELS}: nothing measured.`);
