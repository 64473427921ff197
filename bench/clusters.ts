/**
 * Groups and a map of vectors in the thread that the service uses: the photos of clothes by the embedding of MobileNet V2
 * (skipped without them), and many vectors around known centres of different sizes. Seconds, peak memory of the process,
 * and how far the groups agree with the classes (adjusted Rand index; 1 is wholly, 0 by chance). Beside it the limit: k-means
 * that is told the number of classes. `node bench/clusters.ts [--vectors 50000] [--dimensions 512]`
 */
import { parseArgs } from 'node:util';
import { adjustedRandIndex } from '../packages/pixmill/src/features/clusters/grouping/adjusted-rand-index.fixture.ts';
import { openGrouping } from '../packages/pixmill/src/features/clusters/grouping/open-grouping.ts';
import { seededRandom } from '../packages/pixmill/src/imaging/seeded-random.ts';
import { clothingEmbeddings, hasClothing } from './support/clothing-embeddings.ts';

const { values: options } = parseArgs({
  options: { vectors: { type: 'string', default: '50000' }, dimensions: { type: 'string', default: '512' } },
});
const PAGE = 500;
const CENTRES = 40;
const SPREAD = 1.5;

type Bench = {
  readonly name: string;
  readonly truth: readonly number[];
  readonly dimensions: number;
  /** Made when it is asked for, as a database gives it. */
  readonly vectorAt: (at: number) => Float32Array;
};

const megabytes = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;

const measure = async ({ name, truth, dimensions, vectorAt }: Bench): Promise<void> => {
  const run = async (algorithm: 'auto' | 'kmeans', groups: number | null) => {
    const grouping = openGrouping({ dimensions, expected: truth.length, signal: new AbortController().signal });
    const started = performance.now();
    const before = process.cpuUsage();
    for (let start = 0; start < truth.length; start += PAGE) {
      const count = Math.min(PAGE, truth.length - start);
      await grouping.add(Array.from({ length: count }, (_, at) => vectorAt(start + at)));
    }
    const found = await grouping.group(
      { options: { algorithm, minSize: null, groups }, earlier: null },
      () => undefined,
    );
    const seconds = (performance.now() - started) / 1000;
    const { user } = process.cpuUsage(before);
    await grouping.close();
    return { found, seconds, processor: user / 1e6, index: adjustedRandIndex(found.groups, truth) };
  };
  const { found, seconds, processor, index } = await run('auto', null);
  const lone = found.groups.filter((group) => group < 0).length;
  const classes = new Set(truth).size;
  console.log(
    `${name.padEnd(9)} ${truth.length.toLocaleString('en')} vectors of ${dimensions}: ${seconds.toFixed(1)} s ` +
      `(${processor.toFixed(1)} s of a processor), ${megabytes()}, ` +
      `${found.algorithm}, ${found.representatives.length} groups of ${classes} classes, ${lone.toLocaleString('en')} outliers, ` +
      `adjusted Rand index ${index.toFixed(3)}`,
  );
  const limit = await run('kmeans', classes);
  console.log(
    `${''.padEnd(9)} k-means that is told there are ${classes}: ${limit.seconds.toFixed(1)} s, ` +
      `adjusted Rand index ${limit.index.toFixed(3)} (ratio ${(index / limit.index).toFixed(2)})`,
  );
};

const clothing = async (): Promise<Bench> => {
  const vectors = await clothingEmbeddings();
  const names = [...new Set(vectors.map(({ className }) => className))];
  return {
    name: 'clothing',
    truth: vectors.map(({ className }) => names.indexOf(className)),
    dimensions: vectors[0]?.vector.length ?? 0,
    vectorAt: (at) => vectors[at]?.vector ?? new Float32Array(),
  };
};

/** Heaps of very different sizes. */
const synthetic = (count: number, dimensions: number): Bench => {
  const random = seededRandom(5);
  // Sum of four is near enough to a bell curve.
  const normalOf = (next: () => number) => (): number => (next() + next() + next() + next() - 2) * Math.sqrt(3);
  const centres = Array.from({ length: CENTRES }, () => Float32Array.from({ length: dimensions }, normalOf(random)));
  const truth = Array.from({ length: count }, () => Math.floor(random() * random() * CENTRES));
  return {
    name: 'synthetic',
    truth,
    dimensions,
    vectorAt: (at) => {
      const normal = normalOf(seededRandom(at + 1000));
      return (centres[truth[at] ?? 0] ?? new Float32Array()).map((number) => number + normal() * SPREAD);
    },
  };
};

if (hasClothing) await measure(await clothing());
else console.log('clothing  skipped: the photos and models are not beside the project');
await measure(synthetic(Number(options.vectors), Number(options.dimensions)));
