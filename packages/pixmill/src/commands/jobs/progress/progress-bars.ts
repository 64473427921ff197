import { MultiBar } from 'cli-progress';
import type { SingleBar } from 'cli-progress';
import { colours, formatCount, formatSeconds, plainText } from '../../terminal.ts';
import type { Terminal } from '../../terminal.ts';
import { groupProgress } from './progress.ts';
import type { GroupProgress, Progress } from './progress.ts';

const NAME_WIDTH = 22;
/** Seconds over which the rate is taken. */
const RATE_WINDOW = 10;
/** Bars beyond these would scroll; the rest is in one bar for all. */
const MAX_BARS = 12;

/** A bar a keyword or input: kept / target, rate, time left, and what did not make it. */
export const showProgressBars = (terminal: Terminal): Progress => {
  const wide = terminal.columns >= 100;
  const bars = new MultiBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    stopOnComplete: false,
    emptyOnZero: true,
    barsize: wide ? 24 : 10,
    fps: 8,
    format: wide
      ? `{name} {bar} {count} {rate} {left} ${colours.dim('{rest}')}`
      : `{name} {bar} {count} ${colours.dim('{rate}')}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    autopadding: false,
  });
  const shown = new Map<number, SingleBar>();
  const history: { at: number; kept: number }[] = [];
  let stopped = false;

  const rateOf = (kept: number): number => {
    const now = performance.now() / 1000;
    history.push({ at: now, kept });
    while (history.length > 2 && now - (history[0]?.at ?? now) > RATE_WINDOW) history.shift();
    const first = history[0];
    return first === undefined || now - first.at < 0.5 ? 0 : Math.max(0, (kept - first.kept) / (now - first.at));
  };

  return {
    update: ({ searches }) => {
      const all = groupProgress(searches);
      const groups = all.length <= MAX_BARS ? all : [inAll(all)];
      const total = inAll(all);
      const rate = rateOf(total.kept + total.duplicate + total.rejected + total.failed);
      for (const [index, group] of groups.entries()) {
        const goal = goalOf(group);
        const done = group.target === null ? group.discovered - group.inFlight : Math.min(group.kept, goal);
        const tokens = tokensOf({ group, rate: rate / groups.length, goal });
        const bar = shown.get(index) ?? bars.create(goal, 0, tokens);
        shown.set(index, bar);
        bar.setTotal(Math.max(goal, 1));
        bar.update(Math.min(done, goal), tokens);
      }
    },
    settled: () => {},
    note: (line) => bars.log(`${line}\n`),
    stop: () => {
      // A second stop would draw the bars again, below what was written since.
      if (!stopped) bars.stop();
      stopped = true;
    },
  };
};

const goalOf = ({ target, discovered }: GroupProgress): number => target ?? discovered;

const tokensOf = ({ group, rate, goal }: { group: GroupProgress; rate: number; goal: number }) => {
  const open = group.target === null ? group.inFlight : Math.max(0, goal - group.kept);
  const name = plainText(group.name, NAME_WIDTH);
  return {
    name: name.padEnd(NAME_WIDTH),
    count: `${formatCount(group.kept)}${group.target === null ? ' kept' : `/${formatCount(goal)}`}`.padEnd(14),
    rate: `${rate.toFixed(rate < 10 ? 1 : 0)}/s`.padStart(7),
    left: (rate > 0 && open > 0
      ? `${formatSeconds(Math.ceil(open / rate))} left`
      : group.inFlight === 0 && group.dry
        ? 'done'
        : ''
    ).padEnd(16),
    rest: `${group.duplicate} duplicate  ${group.rejected} rejected  ${group.failed} failed  ${group.skipped} skipped`,
  };
};

const inAll = (groups: readonly GroupProgress[]): GroupProgress => {
  const sum = (of: (group: GroupProgress) => number) => groups.reduce((total, group) => total + of(group), 0);
  return {
    name: `${groups.length} keywords`,
    target: groups.some(({ target }) => target === null) ? null : sum(({ target }) => target ?? 0),
    kept: sum(({ kept }) => kept),
    duplicate: sum(({ duplicate }) => duplicate),
    rejected: sum(({ rejected }) => rejected),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    discovered: sum(({ discovered }) => discovered),
    inFlight: sum((group) => group.inFlight),
    dry: groups.every(({ dry }) => dry),
  };
};
