import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchJob } from '../src/commands/jobs/watch-job.ts';
import { openPixmill } from '../src/compose.ts';
import type { Pixmill } from '../src/compose.ts';
import { createProject } from '../src/library/projects.repository.ts';
import { jobs } from '../src/library/schema.ts';
import type { CandidatePage, Source } from '../src/library/source.ts';
import { startJob } from '../src/mill/job/start-job.ts';
import { loadSettings } from '../src/platform/config/load-settings.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { urlListSource } from '../src/sources/url-list.ts';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { JOB_CONFIG } from './mill-rows.ts';

/** A source of these pages, under a name of its own. */
const sourceOf = (id: string, discover: () => AsyncIterable<CandidatePage>): Source => ({
  info: { ...urlListSource.info, id },
  capabilities: urlListSource.capabilities,
  discover,
});

const dry = sourceOf('dry', async function* () {
  yield { candidates: [], dropped: [], cursor: null, notices: [] };
});
const faulty = sourceOf('faulty', async function* () {
  yield* [];
  throw new TypeError('This source has a fault.');
});

let database: TestDatabase;
let folder: string;
let log: string[];
let opened: Pixmill[];

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-giving-up-'));
  log = [];
  opened = [];
});
afterEach(async () => {
  for (const pixmill of opened) await pixmill.close({ deadlineMs: 0 });
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (): Promise<Pixmill> => {
  const environment = { DATABASE_URL: database.url, PIXMILL_DATA_DIR: folder, WORKER_CONCURRENCY: '1' };
  const pixmill = await openPixmill({
    settings: loadSettings({ environment, cwd: folder }),
    logger: createLogger({ level: 'error', destination: { write: (line) => log.push(line) } }),
    sources: [dry, faulty],
  });
  opened.push(pixmill);
  return pixmill;
};

/** Parts of jobs are run once: the waits between tries are the queue's, and tested there. */
const withoutRetries = () => database.pool.query('update queue.queue set retry_limit = 0');

const begin = async ({ database: { db }, queue }: Pixmill, sources: readonly string[]): Promise<string> =>
  startJob(
    { db, queue },
    {
      projectId: await createProject(db, { name: uuidv7(), directory: null }),
      kind: 'crawl',
      config: JOB_CONFIG,
      searches: sources.map((source) => ({ source, query: 'owl', label: null, targetGroup: 0, target: null })),
    },
  );

const endOf = (jobId: string) =>
  watchJob(database.db, { jobId, signal: AbortSignal.timeout(30_000), onState: () => {} });

describe('a part of a job that cannot go on', () => {
  it('ends a search whose source has a fault, and tells the log where', async () => {
    const pixmill = await open();
    await withoutRetries();
    const jobId = await begin(pixmill, ['faulty', 'dry']);
    await pixmill.startWorker({ jobId });
    const { job, searches } = await endOf(jobId);
    expect(job).toMatchObject({ status: 'failed', errorCode: 'job.unexpected' });
    expect(searches).toMatchObject([
      { dry: true, errorCode: 'job.unexpected' },
      { dry: true, errorCode: null },
    ]);
    expect(log.join('')).toContain('This source has a fault.');
  });

  it('ends a search at once when nobody here knows its source', async () => {
    const pixmill = await open();
    const jobId = await begin(pixmill, ['dry', 'altavista']);
    await pixmill.startWorker({ jobId });
    const { job } = await endOf(jobId);
    expect(job).toMatchObject({
      status: 'failed',
      errorCode: 'job.unknown_source',
      errorDetail: 'There is no source altavista; `pixmill sources` lists them.',
    });
    expect(log).toEqual([]);
  });

  it('fails a job whose end cannot be written, instead of leaving it running', async () => {
    const pixmill = await open();
    await withoutRetries();
    await database.pool.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'This end is refused.'; end $$;
      create trigger refuse_end before update on jobs for each row when (new.status = 'completed')
        execute function refuse()`);
    const jobId = await begin(pixmill, ['dry']);
    await pixmill.startWorker({ jobId });
    const { job } = await endOf(jobId);
    expect(job).toMatchObject({ status: 'failed', errorCode: 'job.unexpected' });
    expect(log.join('')).toContain('This end is refused.');
  });
});

describe('a worker of one job', () => {
  it('leaves the jobs of others as they are', async () => {
    const [first, second] = [await open(), await open()];
    const left = await begin(first, ['dry']);
    const own = await begin(second, ['dry']);
    await second.startWorker({ jobId: own });
    expect((await endOf(own)).job.status).toBe('completed');
    expect(await second.queue.depths()).toContainEqual(expect.objectContaining({ job: 'mill.discover', ready: 1 }));
    expect(await database.db.select().from(jobs).where(eq(jobs.id, left))).toMatchObject([{ status: 'running' }]);
    await first.startWorker({ jobId: left });
    expect((await endOf(left)).job.status).toBe('completed');
  });
});
