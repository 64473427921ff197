import { SETTINGS } from '../../src/platform/config/settings.ts';

const HIGH = '1000000';

/** What the sources of a fuzzed API know: the keywords that the document shows. */
export const FUZZ_KEYWORDS = { 'red kite': { total: 12 }, fox: { total: 5 } } as const;

/** Settings of an API that is fuzzed: no limits of requests, and every source is answered by a server of this machine. */
export const fuzzSettings = (sourcesOrigin: string): Readonly<Record<string, string>> => {
  const names = Object.values(SETTINGS).map(({ name }) => name);
  const sources = ['OPENVERSE_URL', 'COMMONS_URL', 'INATURALIST_URL', 'GBIF_URL', 'MET_URL', 'NASA_URL'];
  return Object.fromEntries([
    ...names.filter((name) => name.startsWith('RATE_LIMIT_')).map((name) => [name, HIGH]),
    ...sources.map((name) => [name, sourcesOrigin]),
    ['WORKER_CONCURRENCY', '1'],
  ]);
};
