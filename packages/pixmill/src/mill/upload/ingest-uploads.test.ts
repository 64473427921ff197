import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { randomNumbers } from '../../../test/mill-rows.ts';
import { encodeImage } from '../../imaging/encode-image.ts';
import { createProject } from '../../library/projects.repository.ts';
import { candidates, images, jobs, searches } from '../../library/schema.ts';
import { inspectError } from '../../imaging/inspect.errors.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { IncomingFile } from '../../platform/storage/storage.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import { releaseBlobs } from '../removal/release-blobs.ts';
import { ingestUploads } from './ingest-uploads.ts';
import type { UploadServices } from './ingest-uploads.ts';
import { settleUpload } from './settle-upload.ts';
import type { UploadOutcome } from './settle-upload.ts';

let api: TestApi;
let user: TestUser;
let services: UploadServices;
beforeAll(async () => {
  api = await startTestApi();
  user = await signUp(api);
  const { database, queue, fetcher, storage, decoders, settings } = api.pixmill;
  const optOut = { robots: settings.robots, tdmrep: true };
  services = {
    db: database.db,
    queue,
    stages: { fetcher, storage, decoders, optOut, maxPixels: settings.maxPixels },
    logger: api.pixmill.logger,
    maxBytes: 10_000_000,
  };
});
afterAll(() => api.close());

const noise = async (seed: number): Promise<Uint8Array> => {
  const random = randomNumbers(seed);
  const data = Uint8Array.from({ length: 96 * 96 * 3 }, () => random() * 256);
  return encodeImage({ width: 96, height: 96, data }, { format: 'png' });
};

const arrive = (bytes: Uint8Array): Promise<IncomingFile> => {
  const stream = async function* () {
    yield bytes;
  };
  return api.pixmill.storage.receive(stream(), { maxBytes: 10_000_000 });
};

const requestOf = async (contents: readonly Uint8Array[]) => {
  const projectId = await createProject(services.db, { name: crypto.randomUUID(), directory: null });
  const files = await Promise.all(
    contents.map(async (bytes, index) => ({ name: `${index}.png`, incoming: await arrive(bytes) })),
  );
  return { projectId, request: { userId: user.userId, project: async () => projectId, files } };
};

/** What stands in the database of the only upload of a project. */
const readUpload = async (projectId: string) => {
  const [job] = await services.db.select().from(jobs).where(eq(jobs.projectId, projectId));
  if (job === undefined) throw new Error('The project has an upload.');
  const [search] = await services.db.select().from(searches).where(eq(searches.jobId, job.id));
  if (search === undefined) throw new Error('An upload has a search.');
  const of = { jobId: job.id, projectId, config: job.config, search };
  const rows = await services.db
    .select()
    .from(candidates)
    .where(eq(candidates.jobId, job.id))
    .orderBy(asc(candidates.rank));
  return { job, search, rows, upload: { ...of, rows } };
};

describe('two uploads of the same bytes', () => {
  it('are one image and one copy, also when the one that began first is settled last', async () => {
    const { request } = await requestOf([await noise(7)]);
    const other = { ...request, files: [{ name: 'again.png', incoming: await arrive(await noise(7)) }] };
    let second: Promise<readonly UploadOutcome[]> | undefined;
    const slow: UploadServices = {
      ...services,
      stages: {
        ...services.stages,
        decoders: {
          ...services.stages.decoders,
          inspect: async (...given) => {
            second = ingestUploads(services, other);
            await second;
            return services.stages.decoders.inspect(...given);
          },
        },
      },
    };
    const first = await ingestUploads(slow, request);
    expect([first[0]?.isCopy, (await second)?.[0]?.isCopy]).toEqual([true, false]);
    expect(first[0]?.imageId).toBe((await second)?.[0]?.imageId);
  });
});

describe('an upload whose process dies while it inspects', () => {
  it('is taken up by a worker, and ends as if nothing had happened', async () => {
    const { projectId, request } = await requestOf([await noise(1), await noise(2), Buffer.from('no image')]);
    const dying: UploadServices = {
      ...services,
      stages: {
        ...services.stages,
        decoders: { ...services.stages.decoders, inspect: () => Promise.reject(inspectError('inspect.closed')) },
      },
    };
    await expect(ingestUploads(dying, request)).rejects.toMatchObject({ code: 'inspect.closed' });
    const before = await readUpload(projectId);
    expect(before.job.status).toBe('running');
    expect(before.rows.map(({ outcome }) => outcome)).toEqual([null, null, null]);
    for (const { incoming } of request.files) await incoming.discard();

    await api.pixmill.startWorker();
    // Its chunk waits in the queue for ten minutes; here they pass at once.
    await services.db.execute(sql`update queue.job set start_after = now() where name = ${chunkJob.name}`);
    await vi.waitFor(async () => expect((await readUpload(projectId)).job.status).toBe('completed'), {
      timeout: 20_000,
      interval: 50,
    });
    const after = await readUpload(projectId);
    expect(after.rows.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'failed']);
    expect(after.search).toMatchObject({ discovered: 3, kept: 2, failed: 1, duplicate: 0, rejected: 0, skipped: 0 });
  });
});

describe('settling an upload', () => {
  it('twice changes nothing, and answers the same', async () => {
    const { projectId, request } = await requestOf([await noise(3), await noise(3), await noise(4)]);
    const ended = await ingestUploads(services, request);
    expect(ended).toMatchObject([
      { outcome: 'kept', isCopy: false },
      { outcome: 'duplicate', code: 'dedupe.exact', imageId: ended[0]?.imageId, isCopy: true },
      { outcome: 'kept', isCopy: false },
    ]);
    const before = await readUpload(projectId);
    const again = before.rows.map((row) => ({
      passed: false as const,
      candidateId: row.id,
      outcome: 'failed' as const,
      code: 'inspect.corrupt',
      detail: '',
      measures: null,
      httpStatus: null,
      attempts: 1,
      optOut: null,
      hadBytes: true,
    }));
    expect(await settleUpload(services, before.upload, again)).toEqual(ended);
    expect(await readUpload(projectId)).toEqual(before);
    expect(await services.db.$count(images, eq(images.projectId, projectId))).toBe(2);
  });
});

describe('an upload of bytes that somebody is just removing', () => {
  it('keeps them: the removal waits for its rows, and finds them', async () => {
    const { request } = await requestOf([await noise(6)]);
    const [file] = request.files;
    if (file === undefined) throw new Error('One file has arrived.');
    const { incoming } = file;
    let removal: Promise<number> | undefined;
    const commit = async () => {
      await incoming.commit();
      removal = releaseBlobs({ db: services.db, storage: services.stages.storage }, [incoming.sha256]);
      await vi.waitFor(async () => {
        const { rows } = await services.db.execute(
          sql`select 1 from pg_locks join pg_database on pg_database.oid = database
              where locktype = 'advisory' and not granted and datname = current_database()`,
        );
        expect(rows).toHaveLength(1);
      });
    };
    const files = [{ ...file, incoming: { ...incoming, commit } }];
    const [ended] = await ingestUploads(services, { ...request, files });
    expect(ended).toMatchObject({ outcome: 'kept' });
    expect(await removal).toBe(0);
    expect(await services.stages.storage.stat(blobKey(incoming.sha256))).not.toBeNull();
  });
});

describe('an upload that cannot be written down', () => {
  it('leaves no job, no candidate and nothing half-received', async () => {
    const { request } = await requestOf([await noise(5)]);
    const before = await services.db.$count(jobs);
    const refusing = {
      ...request,
      project: () => Promise.reject(new Error('no such project')),
    };
    await expect(ingestUploads(services, refusing)).rejects.toThrow('no such project');
    expect(await services.db.$count(jobs)).toBe(before);
    for (const { incoming } of request.files) await incoming.discard();
  });
});
