import { copiedEntries } from './copied-entries.ts';
import { dribble, first, hangUp, refuse } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { demoImages } from './demo-images.ts';
import { originalEntry, typeOf } from './original-entry.ts';
import type { OriginalEntry } from './original-entry.ts';
import { createRandom } from './pictures/random.ts';
import { troublesomeEntries } from './troublesome-entries.ts';

/** Good images whose way to us is not straight: they are kept all the same. */
const HARD_WAYS: readonly ((entry: OriginalEntry) => Partial<DemoEntry>)[] = [
  ({ answer }) => ({ answer: first(refuse(500), answer ?? refuse(404)) }),
  ({ answer }) => ({ answer: first(refuse(503, { 'retry-after': '1' }), answer ?? refuse(404)), busyHost: true }),
  ({ answer }) => ({ answer: first(refuse(429, { 'retry-after': '1' }), answer ?? refuse(404)), busyHost: true }),
  ({ file, encoding }) => ({ answer: dribble(file, typeOf(encoding)) }),
  ({ file, encoding }) => ({ answer: dribble(file, typeOf(encoding)), busyHost: true }),
  ({ answer }) => ({ answer: first(hangUp, answer ?? refuse(404)) }),
];

const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, turn: random.next() }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ item }) => item);
};

const HARD_WAY_EVERY = 23;

/** Every link of the demo, in the order of its list. Nothing is drawn yet. */
export const demoEntries = (): readonly DemoEntry[] => {
  const originals = demoImages().map(originalEntry);
  const good = originals.map((entry, index): DemoEntry => {
    const way =
      index % HARD_WAY_EVERY === 8 ? HARD_WAYS[Math.floor(index / HARD_WAY_EVERY) % HARD_WAYS.length] : undefined;
    return { ...entry, expected: 'job.kept', busyHost: false, ...way?.(entry) };
  });
  // Of two equal copies the one seen first is kept, so that copies stand after what they are copies of.
  return [...shuffled([...good, ...troublesomeEntries(originals)], 11), ...shuffled(copiedEntries(originals), 12)];
};

/** How many links must end with each code. */
export const expectedCounts = (entries: readonly DemoEntry[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(entries, ({ expected }) => expected)].map(([code, group]) => [code, group.length]));
