import { Type, type Static } from 'typebox';
import type { ClusterGroupRow, ClusterOptions, ClusterRunRow } from '../../library/clusters.schema.ts';
import { ImageView, IMAGE_EXAMPLE, type SignUrl } from '../../library/image-view.ts';
import { pageOf } from '../../platform/http/pages.ts';

const ID = '0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22';
const PROJECT = '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9';

const NullableString = (options: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...options });
const NullableInteger = (description: string) => Type.Unsafe<number | null>({ type: ['integer', 'null'], description });

/** What may be asked of a new run. */
export const ClusterBody = Type.Object(
  {
    algorithm: Type.Optional(
      Type.Enum(['auto', 'hdbscan', 'kmeans'], {
        default: 'auto',
        description:
          'hdbscan finds dense groups and leaves out what is in none (up to 20,000 images); kmeans divides all; auto takes hdbscan up to 5,000.',
      }),
    ),
    min_size: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 10_000,
        description: 'Least images of a group; by their number if left out.',
      }),
    ),
    groups: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 200,
        description: 'Groups in all (kmeans); if left out, as many as a sample has dense ones.',
      }),
    ),
    new_map: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Draw the map anew; else images stay where the map before has them.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ algorithm: 'auto', min_size: 10 }] },
);

/** A request as it is stored. */
export const toOptions = ({
  algorithm = 'auto',
  min_size: minSize = null,
  groups = null,
  new_map: newMap = false,
}: {
  readonly algorithm?: ClusterOptions['algorithm'];
  readonly min_size?: number | null;
  readonly groups?: number | null;
  readonly new_map?: boolean;
}): ClusterOptions => ({ algorithm, minSize, groups, newMap });

const RUN = {
  id: Type.String({ format: 'uuid' }),
  project_id: Type.String({ format: 'uuid' }),
  status: Type.Enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent.' }),
  requested: Type.Object({
    algorithm: Type.Enum(['auto', 'hdbscan', 'kmeans']),
    min_size: NullableInteger('Least images of a group.'),
    groups: NullableInteger('Groups in all.'),
    new_map: Type.Boolean(),
  }),
  algorithm: NullableString({ enum: ['hdbscan', 'kmeans', null], description: 'What was used in the end.' }),
  compared_by: NullableString({ description: 'The model whose embeddings were compared, or `look`.' }),
  images_count: NullableInteger('Images that were grouped, outliers among them.'),
  left_out: NullableInteger('Kept images that could not be compared.'),
  map_kept: Type.Unsafe<boolean | null>({
    type: ['boolean', 'null'],
    description: 'Whether images stayed where the map before had them.',
  }),
  notices: Type.Array(Type.String(), { description: 'What you should know of it.' }),
  error_code: NullableString(),
  error_message: NullableString(),
  created_at: Type.String({ format: 'date-time' }),
  started_at: NullableString({ format: 'date-time' }),
  finished_at: NullableString({ format: 'date-time' }),
};

const RUN_EXAMPLE = {
  id: ID,
  project_id: PROJECT,
  status: 'completed',
  progress: 100,
  requested: { algorithm: 'auto', min_size: null, groups: null, new_map: false },
  algorithm: 'hdbscan',
  compared_by: 'mobilenet-v2',
  images_count: 1713,
  left_out: 0,
  map_kept: false,
  notices: [],
  error_code: null,
  error_message: null,
  created_at: '2026-11-20T08:00:00.000Z',
  started_at: '2026-11-20T08:00:00.100Z',
  finished_at: '2026-11-20T08:00:07.000Z',
};

/** A run without its groups. */
export const ClusterRunView = Type.Object(RUN, { title: 'ClusterRun', examples: [RUN_EXAMPLE] });
type ClusterRunView = Static<typeof ClusterRunView>;

const GroupImage = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    thumbnail_url: Type.String({ description: 'A small WebP; signed and expiring.' }),
  },
  { title: 'ClusterImage' },
);

const Group = Type.Object(
  {
    number: Type.Integer({ minimum: 1, description: 'From 1, the largest first.' }),
    name: Type.String({ description: 'After what tells it from the others: tags, else colours.' }),
    tags: Type.Array(Type.String(), { description: 'The most telling first.' }),
    size: Type.Integer({ minimum: 0, description: 'Images that are still there.' }),
    cover: Type.Unsafe<Static<typeof GroupImage> | null>({
      anyOf: [GroupImage, { type: 'null' }],
      description: 'The image in its middle.',
    }),
    representatives: Type.Array(GroupImage, { description: 'Up to 9 that stand for it, the cover first.' }),
    label: NullableString({ description: 'The label that its images were given.' }),
  },
  { title: 'ClusterGroup' },
);

const GROUP_EXAMPLE = {
  number: 1,
  name: 'running shoe, sandal',
  tags: ['running shoe', 'sandal', 'clog'],
  size: 240,
  cover: { id: IMAGE_EXAMPLE.id, thumbnail_url: IMAGE_EXAMPLE.thumbnail_url },
  representatives: [{ id: IMAGE_EXAMPLE.id, thumbnail_url: IMAGE_EXAMPLE.thumbnail_url }],
  label: null,
};

/** A run with its groups. */
export const ClustersView = Type.Object(
  {
    ...RUN,
    groups: Type.Array(Group),
    outliers: Type.Integer({ minimum: 0, description: 'Images in no group; read them as group 0.' }),
  },
  { title: 'Clusters', examples: [{ ...RUN_EXAMPLE, groups: [GROUP_EXAMPLE], outliers: 120 }] },
);

/** A page of the images of a group. */
export const GroupImages = pageOf(
  Type.Object(
    {
      ...ImageView.properties,
      strength: Type.Number({ minimum: 0, maximum: 1, description: 'How surely it belongs to its group.' }),
    },
    { title: 'ClusteredImage', examples: [{ ...IMAGE_EXAMPLE, strength: 0.93 }] },
  ),
);

const toRun = (row: ClusterRunRow): ClusterRunView => {
  const { options, comparedBy } = row;
  return {
    id: row.id,
    project_id: row.projectId,
    status: row.status,
    progress: Math.floor(row.progress * 100),
    requested: {
      algorithm: options.algorithm,
      min_size: options.minSize,
      groups: options.groups,
      new_map: options.newMap,
    },
    algorithm: row.algorithm,
    compared_by: comparedBy === null ? null : comparedBy.kind === 'look' ? 'look' : comparedBy.model,
    images_count: row.images,
    left_out: row.leftOut,
    map_kept: row.isMapKept,
    notices: [...row.notices],
    error_code: row.errorCode,
    error_message: row.errorDetail,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
};

/** Turns a run into what the API shows. */
export const toRunView = toRun;

/** Turns a run with its groups into what the API shows. */
export const toClustersView = (
  run: ClusterRunRow,
  {
    groups,
    sizes,
    there,
    signUrl,
  }: {
    readonly groups: readonly ClusterGroupRow[];
    readonly sizes: ReadonlyMap<number | null, number>;
    /** Ids of images that are still there. */
    readonly there: ReadonlySet<string>;
    readonly signUrl: SignUrl;
  },
): Static<typeof ClustersView> => ({
  ...toRun(run),
  groups: groups.map(({ number, name, tags, representatives, labelledAs }) => {
    const images = representatives
      .filter((id) => there.has(id))
      .map((id) => ({ id, thumbnail_url: signUrl(`/api/v1/images/${id}/thumbnail`) }));
    const [cover = null] = images;
    return {
      number,
      name,
      tags: [...tags],
      size: sizes.get(number) ?? 0,
      cover,
      representatives: images,
      label: labelledAs,
    };
  }),
  outliers: sizes.get(null) ?? 0,
});
