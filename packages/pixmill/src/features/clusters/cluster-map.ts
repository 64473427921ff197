import { Type, type Static } from 'typebox';
import type { Queryable } from '../../platform/database/database.ts';
import { readMap } from './cluster-members.repository.ts';

/** A map as JSON: parallel lists. */
export const ClusterMap = Type.Object(
  {
    run_id: Type.String({ format: 'uuid' }),
    count: Type.Integer({ minimum: 0 }),
    ids: Type.Array(Type.String({ format: 'uuid' }), { description: 'Images, in the order of the other lists.' }),
    x: Type.Array(Type.Number()),
    y: Type.Array(Type.Number()),
    group: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Numbers of groups; 0 for outliers.' }),
  },
  {
    title: 'ClusterMap',
    examples: [
      {
        run_id: '0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22',
        count: 2,
        ids: ['0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11', '0198c2f0-8a11-7000-8000-0d9e6a2b1c12'],
        x: [1.25, -3.5],
        y: [0.75, 2],
        group: [1, 0],
      },
    ],
  },
);

const read = async (db: Queryable, runId: string): Promise<Omit<Static<typeof ClusterMap>, 'run_id' | 'count'>> => {
  const map = { ids: [] as string[], x: [] as number[], y: [] as number[], group: [] as number[] };
  for await (const point of readMap(db, runId)) {
    map.ids.push(point.imageId);
    map.x.push(point.x);
    map.y.push(point.y);
    map.group.push(point.group ?? 0);
  }
  return map;
};

/** Three digits are finer than any screen. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The map of a run as JSON text: written as it is, since checking 50,000 points one by one takes longer than reading them. */
export const mapAsJson = async (db: Queryable, runId: string): Promise<string> => {
  const { ids, x, y, group } = await read(db, runId);
  return JSON.stringify({ run_id: runId, count: ids.length, ids, x: x.map(rounded), y: y.map(rounded), group });
};

const HEADER_BYTES = 8;

/**
 * The same as bytes, a third as many: `PXM1`, the count of points (uint32), 16 bytes of each id, then all x (float32), all y
 * (float32), and all numbers of groups (uint32, 0 for outliers). Little end first; each part begins at a multiple of 4.
 */
export const mapAsBytes = async (db: Queryable, runId: string): Promise<Buffer> => {
  const { ids, x, y, group } = await read(db, runId);
  const count = ids.length;
  const bytes = Buffer.alloc(HEADER_BYTES + count * 28);
  bytes.write('PXM1', 0, 'latin1');
  bytes.writeUInt32LE(count, 4);
  for (const [at, id] of ids.entries()) bytes.write(id.replaceAll('-', ''), HEADER_BYTES + at * 16, 'hex');
  const start = HEADER_BYTES + count * 16;
  for (let at = 0; at < count; at++) {
    bytes.writeFloatLE(x[at] ?? 0, start + at * 4);
    bytes.writeFloatLE(y[at] ?? 0, start + (count + at) * 4);
    bytes.writeUInt32LE(group[at] ?? 0, start + (2 * count + at) * 4);
  }
  return bytes;
};
