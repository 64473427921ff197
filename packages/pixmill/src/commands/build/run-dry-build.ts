import { openFetcher } from '../../platform/fetching/open-fetcher.ts';
import { buildUserAgent } from '../../platform/fetching/user-agent.ts';
import { openStorageOf } from '../../platform/storage/open-storage.ts';
import { createSourceContext, privateOriginsOf } from '../../source-context.ts';
import { findSource } from '../../sources/catalogue.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../exit-status.ts';
import { formatCount, plainText } from '../terminal.ts';
import { formatTable } from '../text-table.ts';
import type { BuildRun } from './run-build.ts';

/** Asks the sources until each target could be met, counts, and fetches nothing. Needs no database. Returns the exit status. */
export const runDryBuild = async ({
  plan,
  settings,
  signal,
  terminal,
  json,
}: Pick<BuildRun, 'plan' | 'settings' | 'signal' | 'terminal' | 'json'>): Promise<number> => {
  const storage = await openStorageOf(settings);
  const fetcher = openFetcher({
    storage,
    userAgent: buildUserAgent({ version: VERSION, contact: settings.crawlerContact }),
    allowedOrigins: [...settings.allowedPrivateOrigins, ...privateOriginsOf(settings)],
  });
  const found: { source: string; query: string; candidates: number; dropped: number; more: boolean }[] = [];
  try {
    for (const search of plan.searches) {
      const source = findSource(search.source);
      const context = createSourceContext({
        source,
        signal,
        settings,
        fetcher,
        storage,
        takeRequest: async () => true,
      });
      const { licences, columns } = plan.job;
      const count = { source: search.source, query: search.query, candidates: 0, dropped: 0, more: false };
      for await (const page of source.discover({ query: search.query, licences, columns }, context)) {
        count.candidates += page.candidates.length;
        count.dropped += page.dropped.length;
        count.more = page.cursor !== null;
        if (search.target !== null && count.candidates >= search.target) break;
      }
      found.push(count);
    }
  } finally {
    await fetcher.close();
    await storage.close();
  }
  if (json) {
    for (const count of found) terminal.out.write(`${JSON.stringify({ event: 'found', ...count })}\n`);
  } else {
    const rows = found.map(({ source, query, candidates, dropped, more }) => [
      plainText(query, 40),
      source,
      `${formatCount(candidates)}${more ? '+' : ''}`,
      dropped === 0 ? '' : `${formatCount(dropped)} left out`,
    ]);
    terminal.out.write(`${formatTable([['asked for', 'source', 'candidates', ''], ...rows], [2])}\n`);
  }
  const isShort = plan.searches.some(
    ({ targetGroup, target }) =>
      target !== null &&
      found
        .filter((_, index) => plan.searches[index]?.targetGroup === targetGroup)
        .reduce((n, count) => n + count.candidates, 0) < target,
  );
  return isShort ? EXIT.fewer : EXIT.ok;
};
