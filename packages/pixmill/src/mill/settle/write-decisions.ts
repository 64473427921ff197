import { eq } from 'drizzle-orm';
import { duplicatePairs, images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { ImageNode } from './image-node.ts';
import type { OutcomeChange } from './outcomes.repository.ts';
import type { Decision } from './project-graph.ts';

/** The outcome of the candidate behind an image, after a decision about it. */
export const changeOf = (node: ImageNode, decision: Decision): OutcomeChange => {
  const change = { id: node.candidateId, imageId: node.id };
  if (decision.status === 'kept') return { ...change, outcome: 'kept', code: 'job.kept', detail: null };
  const duplicate = { ...change, outcome: 'duplicate' as const };
  if (decision.kind === 'exact') return { ...duplicate, code: 'dedupe.same_pixels', detail: null };
  return decision.kind === 'near'
    ? { ...duplicate, code: 'dedupe.near', detail: `${decision.distance} of 64 bits differ` }
    : { ...duplicate, code: 'dedupe.chosen', detail: null };
};

/** The columns of an image in which a decision stands; without one it is kept. */
export const statusColumns = (decision: Decision | undefined) =>
  decision?.status === 'duplicate'
    ? { status: 'duplicate' as const, duplicateOf: decision.of }
    : { status: 'kept' as const, duplicateOf: null };

/**
 * Writes decisions to the images' rows (those of `alreadyWritten` left out) and records every pair; what people said of a
 * pair stands there already.
 */
export const writeDecisions = async (
  tx: Transaction,
  {
    projectId,
    decisions,
    alreadyWritten = new Set(),
  }: {
    readonly projectId: string;
    readonly decisions: readonly { readonly node: ImageNode; readonly decision: Decision }[];
    readonly alreadyWritten?: ReadonlySet<string>;
  },
): Promise<void> => {
  const pairs: (typeof duplicatePairs.$inferInsert)[] = [];
  for (const { node, decision } of decisions) {
    if (!alreadyWritten.has(node.id))
      await tx.update(images).set(statusColumns(decision)).where(eq(images.id, node.id));
    if (decision.status === 'duplicate') {
      const { of: imageId, kind, distance } = decision;
      if (kind === 'same' || kind === 'chosen') continue;
      pairs.push({ projectId, imageId, duplicateId: node.id, kind, distance });
    }
  }
  if (pairs.length > 0) await tx.insert(duplicatePairs).values(pairs).onConflictDoNothing();
};
