import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect, vi } from 'vitest';
import type { TestApi } from './api.ts';
import type { Answer, Call } from './job-api.ts';
import { readZip, type ZipMember } from './read-zip.ts';

/** Makes a dataset from the test's own source; pictures that code made may be near each other. */
export const makeDataset = async (call: Call, body: object): Promise<Answer['body']> => {
  const given = { name: 'Animals', sources: ['openverse'], config: { near: 'off' }, ...body };
  const made = await call('POST /datasets', given);
  expect({ status: made.status, body: made.body }).toMatchObject({ status: 201 });
  return made.body;
};

/** Waits until a dataset has a state; returns it. */
export const untilDataset = async (call: Call, id: string, status: string): Promise<Answer['body']> => {
  await vi.waitUntil(async () => (await call(`GET /datasets/${id}/status`)).body.status === status, {
    timeout: 50_000,
    interval: 25,
  });
  return (await call(`GET /datasets/${id}`)).body;
};

/** A signed link at the port that the API of a test got. */
export const linkHere = (api: Pick<TestApi, 'url'>, url: string): string => url.replace(/^https?:\/\/[^/]+/, api.url);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const Row = Type.Object({ file_name: Type.String(), label: Type.String(), query: Type.String() });

/** Reads an archive with a reader of its own, and checks every file of it against its SHA256SUMS. */
export const openArchive = async (bytes: Buffer) => {
  const files: ReadonlyMap<string, ZipMember> = await readZip(bytes);
  const text = (name: string): string => files.get(name)?.bytes.toString() ?? '';
  const sums = text('SHA256SUMS').trimEnd().split('\n');
  const packed = [...files].filter(([name]) => name !== 'SHA256SUMS');
  expect(packed.map(([name, file]) => `${sha256(file.bytes)}  ${name}`).toSorted()).toEqual(sums.toSorted());
  const rows = text('metadata.jsonl').trimEnd().split('\n');
  return { files, rows: rows.map((row) => Value.Parse(Row, JSON.parse(row))) };
};
