import { and, asc, eq, sql } from 'drizzle-orm';
import { images } from '../../library/schema.ts';
import { validationResults } from '../../library/service.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

/** What a validation has found so far. */
export type ResultCounts = {
  readonly checked: number;
  readonly valid: number;
  readonly averageQuality: number | null;
};

/** Counts what a validation has found so far. */
export const countResults = async (db: Queryable, validationId: string): Promise<ResultCounts> => {
  const [row] = await db
    .select({
      checked: sql<number>`count(${validationResults.checkedAt})::int`,
      valid: sql<number>`(count(*) filter (where ${validationResults.isValid}))::int`,
      averageQuality: sql<number | null>`round(avg(${validationResults.qualityScore})::numeric, 1)::float8`,
    })
    .from(validationResults)
    .where(eq(validationResults.validationId, validationId));
  return row ?? { checked: 0, valid: 0, averageQuality: null };
};

/** A page of what a validation says of its images, in the order in which they came into the project. */
export const pageOfResults = async (
  db: Queryable,
  {
    validationId,
    isValid,
    offset,
    limit,
  }: {
    readonly validationId: string;
    /** Only those that are valid, or not. */
    readonly isValid?: boolean;
    readonly offset: number;
    readonly limit: number;
  },
) => {
  const chosen = and(
    eq(validationResults.validationId, validationId),
    isValid === undefined ? undefined : eq(validationResults.isValid, isValid),
  );
  const items = await db
    .select()
    .from(validationResults)
    .where(chosen)
    .orderBy(asc(validationResults.imageId))
    .limit(limit)
    .offset(offset);
  return { items, total: await db.$count(validationResults, chosen) };
};

/** What the newest check of each kept image of a project says. */
export type ProjectQuality = {
  readonly total: number;
  readonly checked: number;
  readonly valid: number;
  readonly averageQuality: number | null;
  readonly lastCheckedAt: Date | null;
  /** Ten bins of ten points. */
  readonly histogram: readonly number[];
  readonly issues: { readonly [code: string]: number };
};

/** Sums up the newest checks of a project's kept images, whoever asked for them. */
export const qualityOfProject = async (db: Queryable, projectId: string): Promise<ProjectQuality> => {
  const newest = sql`
    select distinct on (result.image_id) result.image_id, result.is_valid, result.quality_score, result.issues, result.checked_at
      from ${validationResults} as result join ${images} as image on image.id = result.image_id
     where image.project_id = ${projectId} and image.status = 'kept' and result.checked_at is not null
     order by result.image_id, result.checked_at desc, result.validation_id desc`;
  const { rows } = await db.execute<{
    checked: number;
    valid: number;
    average: number | null;
    last: string | null;
    histogram: number[];
    issues: Record<string, number> | null;
  }>(sql`
    with newest as (${newest})
    select count(*)::int as checked, (count(*) filter (where is_valid))::int as valid,
           round(avg(quality_score)::numeric, 1)::float8 as average, max(checked_at)::text as last,
           array(select (select count(*)::int from newest where least(9, floor(quality_score / 10)) = bin)
                   from generate_series(0, 9) as bin order by bin) as histogram,
           (select jsonb_object_agg(code, count) from (
              select issue->>'code' as code, count(*) from newest, jsonb_array_elements(issues) as issue group by 1
            ) as by_code) as issues
      from newest`);
  const [row] = rows;
  return {
    total: await db.$count(images, and(eq(images.projectId, projectId), eq(images.status, 'kept'))),
    checked: row?.checked ?? 0,
    valid: row?.valid ?? 0,
    averageQuality: row?.average ?? null,
    lastCheckedAt: row?.last == null ? null : new Date(row.last),
    histogram: row?.histogram ?? [],
    issues: row?.issues ?? {},
  };
};
