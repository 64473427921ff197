import { and, eq, inArray, isNull } from 'drizzle-orm';
import { indexImages } from '../../library/image-index.repository.ts';
import { blobs, candidates, images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { settleCopy } from '../dedupe/settle-copy.ts';
import { nodeOfPassed } from './image-node.ts';
import { keepEdits } from './keep-edits.ts';
import { writeOutcomes } from './outcomes.repository.ts';
import type { OutcomeChange } from './outcomes.repository.ts';
import { openProjectGraph, readNodes } from './project-graph.ts';
import type { ProjectGraph } from './project-graph.ts';
import type { PassedCandidate, Settlement } from './settlement.ts';
import { changeOf, statusColumns, writeDecisions } from './write-decisions.ts';

/**
 * Writes the ends of some candidates of one project in the caller's transaction, which holds the project's lock and those
 * of the candidates' jobs: dedupe is decided here, and images, pairs, outcomes and counters change together. Candidates that have ended already are left
 * as they are, so settling twice changes nothing. Blobs must be durable before.
 *
 * Returns every outcome that changed; those of earlier candidates change too when a better copy arrives.
 */
export const settleBatch = async (
  tx: Transaction,
  {
    projectId,
    nearDistance,
    settlements,
  }: {
    readonly projectId: string;
    readonly nearDistance: number | null;
    readonly settlements: readonly Settlement[];
  },
): Promise<readonly OutcomeChange[]> => {
  const open = await stillOpen(tx, settlements);
  if (open.length === 0) return [];
  const graph = await openProjectGraph(tx, { projectId, nearDistance });
  const { changes, fresh } = await settlePassed(tx, {
    projectId,
    graph,
    passed: open.filter((settlement) => settlement.passed),
  });
  for (const settlement of open) {
    if (settlement.passed) continue;
    const { candidateId: id, outcome, code, detail, measures } = settlement;
    changes.push({ id, outcome, code, detail, imageId: null, measures });
  }
  await writeImages(tx, { projectId, fresh, graph });
  changes.push(...graph.decisions().map(({ node, decision }) => changeOf(node, decision)));
  const endings = new Map(open.map((settlement) => [settlement.candidateId, settlement]));
  return writeOutcomes(
    tx,
    changes.map((change) => {
      const ending = endings.get(change.id);
      if (ending === undefined) return change;
      return { ...change, httpStatus: ending.httpStatus, attempts: ending.attempts, optOut: ending.optOut };
    }),
  );
};

/** Those settlements whose candidate has not ended yet, locked against anybody else. */
const stillOpen = async (tx: Transaction, settlements: readonly Settlement[]): Promise<Settlement[]> => {
  const ids = settlements.map(({ candidateId }) => candidateId);
  const rows = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(inArray(candidates.id, ids), isNull(candidates.outcome)))
    .for('update');
  const open = new Set(rows.map(({ id }) => id));
  return settlements.filter(({ candidateId }) => open.has(candidateId));
};

/** Decides about the candidates that passed; the very bytes that the project has already are no image of their own. */
const settlePassed = async (
  tx: Transaction,
  { projectId, graph, passed }: { projectId: string; graph: ProjectGraph; passed: readonly PassedCandidate[] },
): Promise<{ changes: OutcomeChange[]; fresh: readonly PassedCandidate[] }> => {
  const changes: OutcomeChange[] = [];
  const bestOf = new Map<string, PassedCandidate>();
  for (const settlement of passed) {
    const other = bestOf.get(settlement.image.sha256);
    if (other === undefined || isBetterOrigin(settlement.image, other.image))
      bestOf.set(settlement.image.sha256, settlement);
  }
  const holders = await readNodes(tx, and(eq(images.projectId, projectId), inArray(images.sha256, [...bestOf.keys()])));
  const holderOf = new Map(holders.map((node) => [node.sha256, node]));
  const fresh = [...bestOf.values()].filter(({ image }) => !holderOf.has(image.sha256));
  await graph.prefetch(fresh.map(nodeOfPassed));

  for (const settlement of passed) {
    const best = bestOf.get(settlement.image.sha256) ?? settlement;
    const holder = holderOf.get(settlement.image.sha256);
    if (settlement !== best) {
      changes.push(exactDuplicate(settlement.candidateId, holder?.id ?? best.image.id));
    } else if (holder === undefined) {
      await settleCopy(graph, nodeOfPassed(settlement));
    } else if (isBetterOrigin(settlement.image, holder)) {
      // The same bytes from a better place: the image stays, and takes its provenance from there.
      const { id: _, ...provenance } = settlement.image;
      await tx.update(images).set(keepEdits(provenance)).where(eq(images.id, holder.id));
      changes.push(exactDuplicate(holder.candidateId, holder.id));
      await settleCopy(graph, { ...nodeOfPassed(settlement), id: holder.id });
    } else {
      changes.push(exactDuplicate(settlement.candidateId, holder.id));
    }
  }
  return { changes, fresh };
};

type Origin = { readonly licenceRank: number; readonly jobId: string; readonly seenOrder: number };

/** Of two candidates with the same bytes, the one with the better licence, then the first seen, gives the provenance. */
const isBetterOrigin = (a: Origin, b: Origin): boolean => {
  if (a.licenceRank !== b.licenceRank) return a.licenceRank > b.licenceRank;
  return a.jobId === b.jobId ? a.seenOrder < b.seenOrder : a.jobId < b.jobId;
};

const exactDuplicate = (id: string, imageId: string): OutcomeChange => ({
  id,
  outcome: 'duplicate',
  code: 'dedupe.exact',
  detail: null,
  imageId,
});

const writeImages = async (
  tx: Transaction,
  { projectId, fresh, graph }: { projectId: string; fresh: readonly PassedCandidate[]; graph: ProjectGraph },
): Promise<void> => {
  const decisions = graph.decisions();
  const byImage = new Map(decisions.map(({ node, decision }) => [node.id, decision]));
  if (fresh.length > 0) {
    const rows = fresh.map(({ image, contentType }) => ({ sha256: image.sha256, bytes: image.bytes, contentType }));
    await tx.insert(blobs).values(rows).onConflictDoNothing();
    await tx.insert(images).values(fresh.map(({ image }) => ({ ...image, ...statusColumns(byImage.get(image.id)) })));
    await indexImages(
      tx,
      fresh.map(({ image, look }) => ({ id: image.id, projectId, look })),
    );
  }
  const freshIds = new Set(fresh.map(({ image }) => image.id));
  await writeDecisions(tx, { projectId, decisions, alreadyWritten: freshIds });
};
