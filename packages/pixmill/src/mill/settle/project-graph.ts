import { and, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { hashDistance } from '../../imaging/hash-distance.ts';
import { duplicatePairs, images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { differentPairs, findNear, pairKey } from '../dedupe/near-index.ts';
import type { CopyGraph, Neighbour } from '../dedupe/settle-copy.ts';
import type { ImageNode } from './image-node.ts';

/** What has been decided about an image in this transaction. */
export type Decision =
  | { readonly status: 'kept' }
  | { readonly status: 'duplicate'; readonly of: string; readonly kind: 'exact' | 'near'; readonly distance: number };

/** The images of a project in one transaction: what the database says, and over it what has been decided since. */
export type ProjectGraph = CopyGraph<ImageNode> & {
  /** Reads ahead the neighbours of images that are about to be settled, in two questions instead of two each. */
  readonly prefetch: (nodes: readonly ImageNode[]) => Promise<void>;
  readonly remove: (node: ImageNode) => void;
  /** Everything that was decided, with the image it was decided about. */
  readonly decisions: () => readonly { readonly node: ImageNode; readonly decision: Decision }[];
};

const NODE_COLUMNS = {
  id: images.id,
  width: images.width,
  height: images.height,
  bytes: images.bytes,
  licenceRank: images.licenceRank,
  jobId: images.jobId,
  seenOrder: images.seenOrder,
  sha256: images.sha256,
  pixelHash: images.pixelHash,
  phash: images.phash,
  hashable: images.hashable,
  candidateId: images.candidateId,
  searchId: images.searchId,
};

/** Reads images as nodes. */
export const readNodes = async (tx: Transaction, where: SQL | undefined): Promise<ImageNode[]> =>
  tx.select(NODE_COLUMNS).from(images).where(where);

/**
 * Opens the graph of a project. The caller holds the project's lock, so that nobody else decides at the same time.
 * `nearDistance` is the radius in bits; `null` leaves only equal pixels.
 */
export const openProjectGraph = async (
  tx: Transaction,
  { projectId, nearDistance }: { readonly projectId: string; readonly nearDistance: number | null },
): Promise<ProjectGraph> => {
  const decided = new Map<string, { node: ImageNode; decision: Decision }>();
  const removed = new Set<string>();
  const ahead = new Map<string, readonly ImageNode[]>();
  const hasDifferent = await anyDifferent(tx, projectId);

  const readNeighbours = async (nodes: readonly ImageNode[]): Promise<void> => {
    const byPixels = await tx
      .select(NODE_COLUMNS)
      .from(images)
      .where(
        and(
          eq(images.projectId, projectId),
          eq(images.status, 'kept'),
          inArray(
            images.pixelHash,
            nodes.map(({ pixelHash }) => pixelHash),
          ),
        ),
      );
    const near =
      nearDistance === null
        ? []
        : await findNear(tx, { projectId, hashes: nodes.map(({ phash }) => phash), maxDistance: nearDistance });
    const nearIds = [...new Set(near.map(({ id }) => id))];
    const nearNodes = nearIds.length === 0 ? [] : await readNodes(tx, inArray(images.id, nearIds));
    const byId = new Map(nearNodes.map((row) => [row.id, row]));
    for (const [index, node] of nodes.entries()) {
      const found = new Map<string, ImageNode>();
      for (const row of byPixels) if (row.pixelHash === node.pixelHash) found.set(row.id, row);
      for (const { question, id } of near) {
        const row = byId.get(id);
        if (question === index && row !== undefined) found.set(id, row);
      }
      ahead.set(node.id, [...found.values()]);
    }
  };

  return {
    prefetch: async (nodes) => {
      if (nodes.length > 0) await readNeighbours(nodes);
    },
    keptNeighbours: async (node) => {
      if (!ahead.has(node.id)) await readNeighbours([node]);
      const known = ahead.get(node.id) ?? [];
      const fromDatabase = known.filter(({ id }) => !decided.has(id) && !removed.has(id));
      const fromHere = [...decided.values()]
        .filter(({ decision }) => decision.status === 'kept')
        .map((entry) => entry.node);
      const neighbours = [...fromDatabase, ...fromHere].flatMap((copy): Neighbour<ImageNode>[] => {
        if (copy.id === node.id) return [];
        const distance = hashDistance(copy.phash, node.phash);
        if (copy.pixelHash === node.pixelHash) return [{ copy, kind: 'exact', distance }];
        return copy.hashable && node.hashable && nearDistance !== null && distance <= nearDistance
          ? [{ copy, kind: 'near', distance }]
          : [];
      });
      if (!hasDifferent || neighbours.length === 0) return neighbours;
      const different = await differentPairs(tx, [node.id]);
      return neighbours.filter(({ copy }) => !different.has(pairKey(copy.id, node.id)));
    },
    dependents: async (node) => {
      const rows = await readNodes(tx, eq(images.duplicateOf, node.id));
      const fromDatabase = rows.filter(({ id }) => !decided.has(id) && !removed.has(id));
      const fromHere = [...decided.values()].filter(
        ({ decision }) => decision.status === 'duplicate' && decision.of === node.id,
      );
      return [...fromDatabase, ...fromHere.map((entry) => entry.node)];
    },
    keep: (node) => {
      decided.set(node.id, { node, decision: { status: 'kept' } });
    },
    demote: (node, { copy, kind, distance }) => {
      decided.set(node.id, { node, decision: { status: 'duplicate', of: copy.id, kind, distance } });
    },
    remove: (node) => {
      decided.delete(node.id);
      removed.add(node.id);
    },
    decisions: () => [...decided.values()],
  };
};

const anyDifferent = async (tx: Transaction, projectId: string): Promise<boolean> => {
  const rows = await tx
    .select({ one: sql`1` })
    .from(duplicatePairs)
    .where(and(eq(duplicatePairs.projectId, projectId), eq(duplicatePairs.decision, 'different')))
    .limit(1);
  return rows.length > 0;
};
