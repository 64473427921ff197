import { and, eq, inArray } from 'drizzle-orm';
import type { CopyState, DecideCopies, RestoreCopies } from '../../library/copy-decisions.ts';
import type { Outcome } from '../../library/outcome.ts';
import { candidates, images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { settleCopy } from '../dedupe/settle-copy.ts';
import { writeOutcomes } from '../settle/outcomes.repository.ts';
import { openProjectGraph, readNodes } from '../settle/project-graph.ts';
import { changeOf, statusColumns, writeDecisions } from '../settle/write-decisions.ts';
import { byNearDistance, readStates } from './image-states.ts';

/** Images that are settled over one graph, which compares each with all that it has decided about. */
const IMAGES_AT_ONCE = 40;

const batchesOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * Decides anew about some images. What has not changed is not written, so that doing it twice changes nothing.
 */
export const decideCopies: DecideCopies = async (tx, { projectId, imageIds }) => {
  const before = new Map<string, CopyState>();
  for (const [nearDistance, ids] of await byNearDistance(tx, imageIds)) {
    for (const batch of batchesOf(ids, IMAGES_AT_ONCE)) {
      for (const state of await settleAnew(tx, { projectId, nearDistance, imageIds: batch })) {
        if (!before.has(state.imageId)) before.set(state.imageId, state);
      }
    }
  }
  return [...before.values()];
};

const settleAnew = async (
  tx: Transaction,
  {
    projectId,
    nearDistance,
    imageIds,
  }: { readonly projectId: string; readonly nearDistance: number | null; readonly imageIds: readonly string[] },
): Promise<CopyState[]> => {
  const nodes = await readNodes(tx, and(eq(images.projectId, projectId), inArray(images.id, [...imageIds])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const graph = await openProjectGraph(tx, { projectId, nearDistance });
  await graph.prefetch(nodes);
  for (const id of imageIds) {
    const node = byId.get(id);
    if (node !== undefined) await settleCopy(graph, node);
  }
  const decisions = graph.decisions();
  const states = new Map(
    (
      await readStates(
        tx,
        decisions.map(({ node }) => node.id),
      )
    ).map((state) => [state.imageId, state]),
  );
  const changed = decisions.filter(({ node, decision }) => {
    const state = states.get(node.id);
    const next = statusColumns(decision);
    return state?.status !== next.status || state.duplicateOf !== next.duplicateOf;
  });
  await writeDecisions(tx, { projectId, decisions: changed });
  await writeOutcomes(
    tx,
    changed.map(({ node, decision }) => changeOf(node, decision)),
  );
  return changed.flatMap(({ node }) => states.get(node.id) ?? []);
};

const OUTCOMES: { readonly [status in CopyState['status']]: Outcome } = { kept: 'kept', duplicate: 'duplicate' };

/**
 * Lets images stand as they did. Where that cannot be any more, since what one stood for has gone or a better copy has come,
 * it is decided anew. Images that are gone are passed over.
 */
export const restoreCopies: RestoreCopies = async (tx, { projectId, states }) => {
  const before = new Map(states.map((state) => [state.imageId, state]));
  for (const batch of batchesOf(states, 500)) {
    const targets = batch.flatMap(({ duplicateOf }) => duplicateOf ?? []);
    const now = new Map(
      (await readStates(tx, [...new Set([...batch.map(({ imageId }) => imageId), ...targets])])).map((state) => [
        state.imageId,
        state,
      ]),
    );
    const stands = (id: string): boolean => now.has(id) && (before.get(id)?.status ?? now.get(id)?.status) === 'kept';
    const ready = batch.filter(
      ({ imageId, duplicateOf }) => now.has(imageId) && (duplicateOf === null || stands(duplicateOf)),
    );
    await writeStates(tx, projectId, ready);
  }
  // The ones that are kept first: the others stand for them.
  const order = states.toSorted((a, b) => Number(a.status === 'duplicate') - Number(b.status === 'duplicate'));
  await decideCopies(tx, {
    projectId,
    imageIds: order.filter((state) => needsLook(state, before)).map(({ imageId }) => imageId),
  });
};

const needsLook = ({ status, duplicateOf }: CopyState, before: ReadonlyMap<string, CopyState>): boolean =>
  status === 'kept' || duplicateOf === null || before.get(duplicateOf)?.status !== 'kept';

const writeStates = async (tx: Transaction, projectId: string, states: readonly CopyState[]): Promise<void> => {
  if (states.length === 0) return;
  for (const [key, same] of Map.groupBy(states, ({ duplicateOf }) => duplicateOf ?? '')) {
    const ids = same.map(({ imageId }) => imageId);
    const columns =
      key === '' ? { status: 'kept' as const, duplicateOf: null } : { status: 'duplicate' as const, duplicateOf: key };
    await tx
      .update(images)
      .set(columns)
      .where(and(eq(images.projectId, projectId), inArray(images.id, ids)));
  }
  const rows = await tx
    .select({ imageId: images.id, candidateId: candidates.id })
    .from(images)
    .innerJoin(candidates, eq(candidates.id, images.candidateId))
    .where(
      inArray(
        images.id,
        states.map(({ imageId }) => imageId),
      ),
    );
  const candidateOf = new Map(rows.map(({ imageId, candidateId }) => [imageId, candidateId]));
  await writeOutcomes(
    tx,
    states.flatMap(({ imageId, status, code, detail }) => {
      const id = candidateOf.get(imageId);
      return id === undefined || code === null ? [] : [{ id, outcome: OUTCOMES[status], code, detail, imageId }];
    }),
  );
};
