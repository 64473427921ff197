import { and, eq, inArray } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { hashDistance } from '../../imaging/hash-distance.ts';
import { images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { findNear } from '../dedupe/near-index.ts';
import { openPeoplesWord } from '../dedupe/people-pairs.ts';
import type { CopyGraph, Neighbour } from '../dedupe/settle-copy.ts';
import type { ImageNode } from './image-node.ts';

/** What has been decided about an image in this transaction. */
export type Decision =
  | { readonly status: 'kept' }
  | {
      readonly status: 'duplicate';
      readonly of: string;
      readonly kind: Neighbour<ImageNode>['kind'];
      readonly distance: number;
    };

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
  const people = await openPeoplesWord(tx, projectId);

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

  const isGone = (id: string): boolean => removed.has(id) && !decided.has(id);

  /** The image at the end of what people chose over one; `null` when nobody did, or what they chose is gone. */
  const choiceOver = async (id: string): Promise<string | null> => {
    const seen = new Set([id]);
    let last: string | null = null;
    for (let at = id; ;) {
      const next = (await people.chosenOver([at])).get(at);
      if (next === undefined || isGone(next)) return last;
      if (seen.has(next)) return null;
      seen.add(next);
      last = next;
      at = next;
    }
  };

  /** The kept image that stands for one as things are now. */
  const keptFor = async (id: string): Promise<ImageNode | null> => {
    const here = decided.get(id);
    if (here?.decision.status === 'kept') return here.node;
    const [row] =
      here === undefined
        ? await tx.select({ status: images.status, of: images.duplicateOf }).from(images).where(eq(images.id, id))
        : [{ status: 'duplicate' as const, of: here.decision.status === 'duplicate' ? here.decision.of : null }];
    if (row === undefined) return null;
    const keptId = row.status === 'kept' ? id : row.of;
    if (keptId === null || isGone(keptId)) return null;
    const overlay = decided.get(keptId);
    if (overlay !== undefined) return overlay.decision.status === 'kept' ? overlay.node : null;
    const [kept] = await readNodes(tx, and(eq(images.id, keptId), eq(images.status, 'kept')));
    return kept ?? null;
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
      const { different, same } = await people.pairsOf(node.id);
      const near = new Set([...fromDatabase, ...fromHere].map(({ id }) => id));
      const farSame = [...same].filter((id) => !near.has(id) && !decided.has(id) && !removed.has(id));
      const fromPeople =
        farSame.length === 0 ? [] : await readNodes(tx, and(inArray(images.id, farSame), eq(images.status, 'kept')));
      const neighbours = [...fromDatabase, ...fromHere, ...fromPeople].flatMap((copy): Neighbour<ImageNode>[] => {
        if (copy.id === node.id || different.has(copy.id)) return [];
        const distance = hashDistance(copy.phash, node.phash);
        if (copy.pixelHash === node.pixelHash) return [{ copy, kind: 'exact', distance }];
        if (copy.hashable && node.hashable && nearDistance !== null && distance <= nearDistance) {
          return [{ copy, kind: 'near', distance }];
        }
        return same.has(copy.id) ? [{ copy, kind: 'same', distance }] : [];
      });
      // An image over which another one was chosen is about to go, and stands for nothing.
      const passedOver = await people.chosenOver(neighbours.map(({ copy }) => copy.id));
      return neighbours.filter(({ copy }) => !passedOver.has(copy.id));
    },
    chosenOver: async (node) => {
      const choice = await choiceOver(node.id);
      if (choice === null) return null;
      return {
        keeper: async () => {
          const copy = await keptFor(choice);
          if (copy === null || copy.id === node.id) return null;
          return { copy, kind: 'chosen', distance: hashDistance(copy.phash, node.phash) };
        },
      };
    },
    followers: async () => {
      const found = new Set<string>();
      for (let next: readonly string[] = [...decided.keys()]; next.length > 0;) {
        const passedOver = await people.passedOver(next);
        next = passedOver.filter((id) => !found.has(id) && !isGone(id));
        for (const id of next) found.add(id);
      }
      if (found.size === 0) return [];
      const rows = await tx
        .select({ ...NODE_COLUMNS, of: images.duplicateOf })
        .from(images)
        .where(inArray(images.id, [...found]));
      const moving: ImageNode[] = [];
      for (const { of, ...row } of rows) {
        const here = decided.get(row.id);
        const now = here === undefined ? of : here.decision.status === 'duplicate' ? here.decision.of : null;
        const choice = await choiceOver(row.id);
        const kept = choice === null ? null : await keptFor(choice);
        if (kept !== null && kept.id !== now) moving.push(here?.node ?? row);
      }
      return moving;
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
