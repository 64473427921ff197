import { Type, type Static } from 'typebox';
import type { DuplicateActRow, DuplicateFindingRow, DuplicateGroupRow } from '../../library/duplicates.schema.ts';
import { IMAGE_EXAMPLE, ImageView, toImageView, type SignUrl } from '../../library/image-view.ts';
import type { BulkPlan } from './bulk.service.ts';
import type { DecidedGroup } from './decide.service.ts';
import { whyKept, type CompareCopies } from './group-copies.rules.ts';
import { SURENESS_UNIT, type ShownMember } from './groups.repository.ts';

const Id = Type.String({ format: 'uuid' });
const NullableId = (description: string) => Type.Union([Id, Type.Null()], { description });
const NullableText = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const Sureness = Type.Number({ minimum: 0, maximum: 1, description: 'How sure it is that they are copies, 0 to 1.' });

export const COPY_KINDS = ['exact', 'near', 'cropped', 'mirrored', 'turned', 'edited'] as const;
export const GROUP_STATES = ['open', 'settled'] as const;

const Kind = Type.Enum([...COPY_KINDS], {
  description:
    'exact: the same pixels; near: hashes that hardly differ; cropped, mirrored, turned, edited (colours, text laid over, other proportions): what was likely done to one to make the other.',
});

/** A group of images that are likely one picture. */
export const DuplicateGroupView = Type.Object(
  {
    id: Id,
    project_id: Id,
    state: Type.Enum([...GROUP_STATES], {
      description: 'open: all of them are kept; settled: hashes made all but one of them duplicates already.',
    }),
    kind: Kind,
    sureness: Sureness,
    keep: Type.Object(
      {
        image_id: Id,
        why: Type.Enum(['more_pixels', 'more_bytes', 'better_licence', 'seen_first'], {
          description: 'What tells it from the next best one.',
        }),
      },
      { description: 'The one that is kept by the rule: more pixels, more bytes, better licence, seen first.' },
    ),
    images: Type.Array(Type.Object({ kind: Kind, sureness: Sureness, image: ImageView }), {
      description: 'The best one first; the others say how they are like it.',
    }),
    created_at: Type.String({ format: 'date-time' }),
  },
  {
    title: 'DuplicateGroup',
    examples: [
      {
        id: '019c2fa0-1c10-8c3e-9a51-2f6f0f6a8d11',
        project_id: '019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11',
        state: 'open',
        kind: 'cropped',
        sureness: 0.98,
        keep: { image_id: IMAGE_EXAMPLE.id, why: 'more_pixels' },
        images: [{ kind: 'exact', sureness: 1, image: IMAGE_EXAMPLE }],
        created_at: '2026-11-20T08:00:41.000Z',
      },
    ],
  },
);

/** Shows a group; `null` when less than two of its images are left. */
export const toGroupView = (
  row: DuplicateGroupRow,
  members: readonly ShownMember[],
  { signUrl, compareCopies }: { readonly signUrl: SignUrl; readonly compareCopies: CompareCopies },
): Static<typeof DuplicateGroupView> | null => {
  const sorted = members.toSorted((a, b) => compareCopies(a.image, b.image));
  const [best, next] = sorted;
  if (best === undefined || next === undefined) return null;
  return {
    id: row.id,
    project_id: row.projectId,
    state: row.state,
    kind: row.kind,
    sureness: row.sureness / SURENESS_UNIT,
    keep: { image_id: best.image.id, why: whyKept(best.image, next.image) },
    images: sorted.map(({ kind, sureness, image }) => ({
      kind,
      sureness: Math.round(sureness * SURENESS_UNIT) / SURENESS_UNIT,
      image: toImageView(image, { signUrl }),
    })),
    created_at: row.createdAt.toISOString(),
  };
};

/** How far the finding of duplicates is. */
export const DuplicateFindingView = Type.Object(
  {
    project_id: Id,
    status: Type.Enum(['none', 'queued', 'running', 'completed', 'failed']),
    compared_by: NullableText('`look`, or the name and version of the model whose embeddings were compared.'),
    images: Type.Integer({ description: 'Kept images when it began.' }),
    compared: Type.Integer({ description: 'Images that are compared with each other.' }),
    waiting: Type.Integer({ description: 'Kept images that are not compared yet: start it again for them.' }),
    error_code: NullableText('Why it failed.'),
    error_detail: NullableText('The same as a sentence.'),
    started_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    finished_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  {
    title: 'DuplicateFinding',
    examples: [
      {
        project_id: '019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11',
        status: 'completed',
        compared_by: 'look',
        images: 1713,
        compared: 1713,
        waiting: 0,
        error_code: null,
        error_detail: null,
        started_at: '2026-11-20T08:00:00.000Z',
        finished_at: '2026-11-20T08:00:41.000Z',
      },
    ],
  },
);

export const toFindingView = (
  projectId: string,
  row: DuplicateFindingRow | undefined,
  waiting: number,
): Static<typeof DuplicateFindingView> => ({
  project_id: projectId,
  status: row?.status ?? 'none',
  compared_by: row?.comparedBy ?? null,
  images: row?.images ?? 0,
  compared: row?.compared ?? 0,
  waiting,
  error_code: row?.errorCode ?? null,
  error_detail: row?.errorDetail ?? null,
  started_at: row?.startedAt?.toISOString() ?? null,
  finished_at: row?.finishedAt?.toISOString() ?? null,
});

const ACT_EXAMPLE = {
  id: '019c2fa1-5c10-7c3e-9a51-2f6f0f6a8d11',
  project_id: '019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11',
  user_id: '019c2f9a-0000-7c3e-9a51-2f6f0f6a8d11',
  decision: 'keep',
  rule: null,
  groups: 1,
  images: 1,
  created_at: '2026-11-20T08:05:00.000Z',
  undone_at: null,
};

/** Something that was decided at once, and can be taken back at once. */
export const DuplicateActView = Type.Object(
  {
    id: Id,
    project_id: Id,
    user_id: NullableId('Who decided; null when their account is gone.'),
    decision: Type.Enum(['keep', 'same', 'different']),
    rule: NullableText('Of a decision about many groups: the rule that chose.'),
    groups: Type.Integer({ description: 'Groups that were decided about.' }),
    images: Type.Integer({ description: 'Images of which something changed by it.' }),
    created_at: Type.String({ format: 'date-time' }),
    undone_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  { title: 'DuplicateAct', examples: [ACT_EXAMPLE] },
);

export const toActView = (row: DuplicateActRow): Static<typeof DuplicateActView> => ({
  id: row.id,
  project_id: row.projectId,
  user_id: row.userId,
  decision: row.decision,
  rule: row.rule,
  groups: row.groups,
  images: row.images,
  created_at: row.createdAt.toISOString(),
  undone_at: row.undoneAt?.toISOString() ?? null,
});

/** What became of a group. */
export const DecisionView = Type.Object(
  {
    act: DuplicateActView,
    kept_image_id: NullableId('The image that stands for the others; null when they are different.'),
    duplicate_ids: Type.Array(Id, { description: 'Images that are duplicates now.' }),
  },
  {
    title: 'DuplicateDecision',
    examples: [
      {
        act: ACT_EXAMPLE,
        kept_image_id: '019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11',
        duplicate_ids: ['019c2f9e-8b20-7c3e-9a51-2f6f0f6a8d11'],
      },
    ],
  },
);

export const toDecisionView = ({ act, keptId, duplicateIds }: DecidedGroup): Static<typeof DecisionView> => ({
  act: toActView(act),
  kept_image_id: keptId,
  duplicate_ids: [...duplicateIds],
});

/** What a rule does, or would do. */
export const BulkView = Type.Object(
  {
    preview: Type.Boolean({ description: 'Whether nothing was changed.' }),
    act_id: NullableId('What it is undone by; null for a preview, and when there was nothing to do.'),
    groups: Type.Integer({ description: 'Groups that are decided about.' }),
    duplicates: Type.Integer({ description: 'Images that become duplicates.' }),
    duplicate_bytes: Type.Integer({ description: 'The size of their files together.' }),
    remaining: Type.Integer({ description: 'Further groups of this kind; one decision takes 500 at the most.' }),
    sample: Type.Array(
      Type.Object({
        group_id: Id,
        sureness: Sureness,
        keep: ImageView,
        duplicates: Type.Array(ImageView),
      }),
      { description: 'Some of the groups, the surest first.' },
    ),
  },
  {
    title: 'DuplicateBulk',
    examples: [
      { preview: true, act_id: null, groups: 12, duplicates: 14, duplicate_bytes: 1_048_576, remaining: 0, sample: [] },
    ],
  },
);

const SAMPLE = 10;

export const toBulkView = (
  { groups, remaining }: BulkPlan,
  {
    actId,
    signUrl,
    isPreview,
  }: { readonly actId: string | null; readonly signUrl: SignUrl; readonly isPreview: boolean },
): Static<typeof BulkView> => ({
  preview: isPreview,
  act_id: actId,
  groups: groups.length,
  duplicates: groups.reduce((sum, { duplicates }) => sum + duplicates.length, 0),
  duplicate_bytes: groups.reduce(
    (sum, { duplicates }) => sum + duplicates.reduce((all, { bytes }) => all + bytes, 0),
    0,
  ),
  remaining,
  sample: groups.slice(0, SAMPLE).map(({ row, keep, duplicates }) => ({
    group_id: row.id,
    sureness: row.sureness / SURENESS_UNIT,
    keep: toImageView(keep, { signUrl }),
    duplicates: duplicates.map((image) => toImageView(image, { signUrl })),
  })),
});
