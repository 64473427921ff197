import type { Settler } from './settle/open-settler.ts';
import type { StageServices } from './stages/process-candidate.ts';

/** The stages that take time; judging takes none. */
export type Stage = 'fetch' | 'inspect' | 'settle';

/** Runs something and notes how long it took. */
export type StageTimer = <T>(stage: Stage, run: () => Promise<T>) => Promise<T>;

/** Notes nothing. */
export const untimed: StageTimer = (_, run) => run();

/** Lets a timer see what is fetched and inspected. */
export const timeServices = (stages: StageServices, time: StageTimer): StageServices => ({
  ...stages,
  fetcher: {
    ...stages.fetcher,
    fetchFile: (url, options) => time('fetch', () => stages.fetcher.fetchFile(url, options)),
  },
  decoders: {
    ...stages.decoders,
    inspect: (path, limits, options) => time('inspect', () => stages.decoders.inspect(path, limits, options)),
  },
});

type Timed = { readonly stages: StageServices; readonly settler: Settler };

/** Lets a timer see every stage of the chunks of one worker. */
export const timeStages = ({ stages, settler }: Timed, time: StageTimer): Timed => ({
  stages: timeServices(stages, time),
  settler: { settle: (target, settlement) => time('settle', () => settler.settle(target, settlement)) },
});
