import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm';
import { candidates, images, searches } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { releaseDependents, settleCopy } from '../dedupe/settle-copy.ts';
import { provenanceColumns } from '../stages/provenance-columns.ts';
import type { ImageNode } from './image-node.ts';
import { keepEdits } from './keep-edits.ts';
import { writeOutcomes } from './outcomes.repository.ts';
import { openProjectGraph, readNodes } from './project-graph.ts';
import { changeOf, writeDecisions } from './write-decisions.ts';

/**
 * Takes candidates out of a project: they end as `skipped`, their images go, and what these stood for is decided anew.
 * The caller holds the project's lock. Blobs stay until the sweeper finds them without a row.
 */
export const removeCandidates = async (
  tx: Transaction,
  {
    projectId,
    nearDistance,
    candidateIds,
    code,
  }: {
    readonly projectId: string;
    readonly nearDistance: number | null;
    readonly candidateIds: readonly string[];
    readonly code: string;
  },
): Promise<void> => {
  const gone = await readNodes(
    tx,
    and(eq(images.projectId, projectId), inArray(images.candidateId, [...candidateIds])),
  );
  const graph = await openProjectGraph(tx, { projectId, nearDistance });
  const heirs: ImageNode[] = [];
  for (const node of gone) graph.remove(node);
  for (const node of gone) {
    const heir = await inherit(tx, node, candidateIds);
    if (heir !== null) heirs.push(heir);
  }
  for (const node of gone) await releaseDependents(graph, node);
  for (const heir of heirs) await settleCopy(graph, heir);
  await writeDecisions(tx, { projectId, decisions: graph.decisions() });
  const inherited = new Set(heirs.map(({ id }) => id));
  const orphaned = gone.filter(({ id }) => !inherited.has(id)).map(({ id }) => id);
  await writeOutcomes(tx, [
    ...candidateIds.map((id) => ({ id, outcome: 'skipped' as const, code, detail: null, imageId: null })),
    ...graph.decisions().map(({ node, decision }) => changeOf(node, decision)),
  ]);
  if (orphaned.length > 0) await tx.delete(images).where(inArray(images.id, orphaned));
};

/** Gives an image to the best other candidate with the same bytes, if there is one. */
const inherit = async (tx: Transaction, node: ImageNode, leaving: readonly string[]): Promise<ImageNode | null> => {
  const others = await tx
    .select({ row: candidates, search: searches })
    .from(candidates)
    .innerJoin(searches, eq(searches.id, candidates.searchId))
    .where(and(eq(candidates.imageId, node.id), notInArray(candidates.id, [...leaving, node.candidateId])))
    .orderBy(asc(candidates.jobId), asc(searches.position), asc(candidates.rank), desc(candidates.id));
  const heirs = others.map(({ row, search }) => ({
    row,
    columns: provenanceColumns({ row, search, optOut: row.optOut }),
  }));
  const best = heirs.reduce<(typeof heirs)[number] | undefined>(
    (a, b) => (a === undefined || b.columns.licenceRank > a.columns.licenceRank ? b : a),
    undefined,
  );
  if (best === undefined) return null;
  const { row, columns } = best;
  const owner = { candidateId: row.id, jobId: row.jobId, searchId: row.searchId };
  await tx
    .update(images)
    .set({ ...keepEdits(columns), ...owner })
    .where(eq(images.id, node.id));
  return { ...node, ...owner, licenceRank: columns.licenceRank, seenOrder: columns.seenOrder };
};
