import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { clusterMembers, clusterRuns } from '../../library/clusters.schema.ts';
import type { Comparison } from '../../library/comparison-vectors.ts';
import { images, type ImageRow } from '../../library/schema.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';
import type { NamedImage } from './group-names.rules.ts';
import type { Grouping } from './grouping/group-vectors.ts';

const ROWS_A_STATEMENT = 5000;
const PAGE = 2000;

/**
 * Writes what became of images, `ROWS_A_STATEMENT` at a time; images that have gone are left out. Answers how many were
 * written.
 * @param ids in the order of the rows of the grouping
 */
export const writeMembers = async (
  db: Database,
  {
    runId,
    ids,
    grouping: { groups, strengths, places },
    signal,
  }: {
    readonly runId: string;
    readonly ids: readonly string[];
    readonly grouping: Pick<Grouping, 'groups' | 'strengths' | 'places'>;
    readonly signal: AbortSignal;
  },
): Promise<number> => {
  let written = 0;
  for (let start = 0; start < ids.length; start += ROWS_A_STATEMENT) {
    signal.throwIfAborted();
    const rows = ids.slice(start, start + ROWS_A_STATEMENT).map((id, at) => {
      const row = start + at;
      const group = groups[row] ?? -1;
      const [x, y] = [places[row * 2] ?? 0, places[row * 2 + 1] ?? 0];
      return [id, group < 0 ? null : group + 1, strengths[row] ?? 0, x, y] as const;
    });
    const { rowCount } = await db.execute(sql`
      insert into ${clusterMembers} (run_id, image_id, group_number, strength, x, y)
      select ${runId}::uuid, ${images.id}, (given->>1)::int, (given->>2)::real, (given->>3)::real, (given->>4)::real
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as given
        join ${images} on ${images.id} = (given->>0)::uuid
         for key share of images
      on conflict do nothing`);
    written += rowCount ?? 0;
  }
  return written;
};

/** Where the newest map of a project by the same vectors has its images: ids with x and y; `null` when there is none. */
export const readEarlierPlaces = async (
  db: Queryable,
  { projectId, by }: { readonly projectId: string; readonly by: Comparison['by'] },
): Promise<ReadonlyMap<string, readonly [number, number]> | null> => {
  const [run] = await db
    .select({ id: clusterRuns.id })
    .from(clusterRuns)
    .where(
      and(
        eq(clusterRuns.projectId, projectId),
        eq(clusterRuns.status, 'completed'),
        sql`${clusterRuns.comparedBy} = ${JSON.stringify(by)}::jsonb`,
      ),
    )
    .orderBy(desc(clusterRuns.id))
    .limit(1);
  if (run === undefined) return null;
  const places = new Map<string, readonly [number, number]>();
  for await (const { imageId, x, y } of readMap(db, run.id)) places.set(imageId, [x, y]);
  return places;
};

/** An image on the map. */
export type MapPoint = {
  readonly imageId: string;
  readonly x: number;
  readonly y: number;
  /** `null` for an outlier. */
  readonly group: number | null;
};

/** The map of a run by image id; read in pages. */
export const readMap = async function* (db: Queryable, runId: string): AsyncGenerator<MapPoint> {
  const { imageId, x, y, group } = clusterMembers;
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({ imageId, x, y, group })
      .from(clusterMembers)
      .where(and(eq(clusterMembers.runId, runId), last === undefined ? undefined : gt(imageId, last)))
      .orderBy(asc(imageId))
      .limit(PAGE * 5);
    yield* rows;
    last = rows.at(-1)?.imageId;
    if (last === undefined || rows.length < PAGE * 5) return;
  }
};

/** What the images of a run may be named after, with their groups (from 0, -1 for outliers); read in pages. */
export const readNamedImages = async function* (
  db: Queryable,
  runId: string,
): AsyncGenerator<NamedImage & { readonly group: number }> {
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({
        id: images.id,
        group: clusterMembers.group,
        tags: images.tags,
        colours: sql<NamedImage['colours']>`coalesce(${images.measures}->'palette', '[]'::jsonb)`,
      })
      .from(clusterMembers)
      .innerJoin(images, eq(images.id, clusterMembers.imageId))
      .where(and(eq(clusterMembers.runId, runId), last === undefined ? undefined : gt(clusterMembers.imageId, last)))
      .orderBy(asc(clusterMembers.imageId))
      .limit(PAGE);
    for (const { group, tags, colours } of rows) yield { group: (group ?? 0) - 1, tags, colours };
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < PAGE) return;
  }
};

const ofGroup = (runId: string, group: number | null) =>
  and(eq(clusterMembers.runId, runId), group === null ? isNull(clusterMembers.group) : eq(clusterMembers.group, group));

/** A page of a group's images, the surest first; `null` for the outliers. */
export const pageOfGroup = async (
  db: Queryable,
  { runId, group, limit, offset }: { runId: string; group: number | null; limit: number; offset: number },
): Promise<{ readonly rows: readonly { image: ImageRow; strength: number }[]; readonly total: number }> => {
  const where = ofGroup(runId, group);
  const rows = await db
    .select({ image: images, strength: clusterMembers.strength })
    .from(clusterMembers)
    .innerJoin(images, eq(images.id, clusterMembers.imageId))
    .where(where)
    .orderBy(desc(clusterMembers.strength), asc(clusterMembers.imageId))
    .limit(limit)
    .offset(offset);
  return { rows, total: await db.$count(clusterMembers, where) };
};

/** What giving a label did. */
export type LabelCounts = { readonly labelled: number; readonly keptEdited: number };

/**
 * Gives the images of a group a label that a person has chosen, and notes what it took the place of. Labels that people
 * wrote stay unless `overwritesEdits`; images that have the label stay as they are.
 */
export const labelMembers = async (
  tx: Transaction,
  {
    runId,
    group,
    label,
    earlier,
    overwritesEdits,
  }: {
    readonly runId: string;
    readonly group: number;
    readonly label: string;
    /** The label that the group was given before; what still has it is not somebody's own. */
    readonly earlier: string | null;
    readonly overwritesEdits: boolean;
  },
): Promise<LabelCounts> => {
  // Those who change images hold the project's lock, so what is read here is what is written over.
  const isOfGroup = sql`(member.before is not null and image.label is not distinct from ${earlier}::text)`;
  const isOwn = sql`(image.edited @> '["label"]'::jsonb and not ${isOfGroup})`;
  const { rows: kept } = await tx.execute<{ kept: number }>(sql`
    select count(*)::int as kept from ${clusterMembers} as member join ${images} as image on image.id = member.image_id
     where member.run_id = ${runId} and member.group_number = ${group} and image.label is distinct from ${label} and ${isOwn} and not ${overwritesEdits}::boolean`);
  const changed = sql`
    member.run_id = ${runId} and member.group_number = ${group} and image.id = member.image_id
    and image.label is distinct from ${label}
    and (${overwritesEdits}::boolean or not ${isOwn})`;
  const { rowCount } = await tx.execute(sql`
    with noted as (
      update ${clusterMembers} as member
         set before = case when ${isOfGroup} then member.before else
               jsonb_build_object('label', image.label, 'edited', image.edited @> '["label"]'::jsonb) end
        from ${images} as image where ${changed}
       returning member.image_id)
    update ${images} as image
       set label = ${label}, updated_at = now(),
           edited = case when image.edited @> '["label"]'::jsonb then image.edited else image.edited || '["label"]'::jsonb end
      from noted where image.id = noted.image_id`);
  return { labelled: rowCount ?? 0, keptEdited: kept[0]?.kept ?? 0 };
};

/**
 * Takes back what giving a group a label did, where the label still is as it was given. Answers how many images have got back
 * what they had, and how many had been changed since.
 */
export const restoreMembers = async (
  tx: Transaction,
  { runId, group, label }: { readonly runId: string; readonly group: number; readonly label: string },
): Promise<{ readonly restored: number; readonly changedSince: number }> => {
  const noted = sql`member.run_id = ${runId} and member.group_number = ${group} and member.before is not null`;
  const { rowCount: restored } = await tx.execute(sql`
    update ${images} as image
       set label = member.before->>'label', updated_at = now(),
           edited = case when (member.before->>'edited')::boolean then image.edited else image.edited - 'label' end
      from ${clusterMembers} as member
     where ${noted} and image.id = member.image_id and image.label = ${label}`);
  const { rowCount: all } = await tx.execute(sql`update ${clusterMembers} as member set before = null where ${noted}`);
  return { restored: restored ?? 0, changedSince: (all ?? 0) - (restored ?? 0) };
};
