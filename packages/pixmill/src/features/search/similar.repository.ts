import { and, eq, sql } from 'drizzle-orm';
import { SHAPE_BYTES } from '../../imaging/shape-descriptor.ts';
import { turnedShapes } from '../../imaging/shape-distance.ts';
import { signatureBands, signatureBits, signatureMargins } from '../../imaging/shape-signature.ts';
import { hasShape } from '../../library/image-look.ts';
import type { ImageLook } from '../../library/image-look.ts';
import { hashBandKeys, palettePairKeys, SAMPLED, shapeBandKeys } from '../../library/look-keys.ts';
import { ownProject } from '../../library/ownership.ts';
import { PALETTE_BYTES, unpackPalette } from '../../library/palette-bytes.ts';
import { imageLooks } from '../../library/search.schema.ts';
import { images, projects } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Digests } from './likeness-tiers.rules.ts';
import { ID_BYTES, idOf, readPacks } from './packed-rows.ts';
import { hasKeys, inScope, isInProjects, isSampled } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import type { ComparedLook } from './similarity.ts';

/** With no more images than this, all of them are compared; with more, those that share a key with what is asked about. */
const MOST_WITHOUT_KEYS = 5000;
/** Images that are compared byte by byte: those with the fewest bits of the signature that differ. */
const MOST_COMPARED = 600;
/** Unsure bits that are also looked up the other way. A mirrored or turned copy mostly has nothing else changed: it gets none. */
const FLIPS = 6;

/** What similar images are looked for by. */
export type AskedLook = Pick<ImageLook, 'palette' | 'shape'> & Pick<ImageRow, 'phash' | 'hashable'>;

const DIGESTS = {
  sha256: images.sha256,
  pixelHash: images.pixelHash,
  phash: images.phash,
  hashable: images.hashable,
};

/** An image that is asked about. */
export type AskedImage = { readonly look: AskedLook | null; readonly digests: Digests };

/**
 * What an image that somebody may see is compared by: `undefined` when there is no such image; its look is `null` when
 * search does not know it.
 */
export const findAsked = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  imageId: string,
): Promise<AskedImage | undefined> => {
  const [found] = await db
    .select({ palette: imageLooks.palette, shape: imageLooks.shape, ...DIGESTS })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .leftJoin(imageLooks, eq(imageLooks.imageId, images.id))
    .where(and(eq(images.id, imageId), ownProject(principal)));
  if (found === undefined) return undefined;
  const { palette, shape, ...digests } = found;
  return { digests, look: palette === null || shape === null ? null : { palette, shape, ...digests } };
};

/** What tells copies of some images. */
export const readDigests = async (db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, Digests>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: images.id, ...DIGESTS })
    .from(images)
    .where(sql`${images.id} = any (${sql.param([...ids])}::uuid[])`);
  return new Map(rows.map(({ id, ...digests }) => [id, digests]));
};

/** Keys of images that may be alike: the shape in all its turns, the perceptual hash, the main colours. */
const likelyKeys = ({ palette, shape, phash, hashable }: AskedLook, turns: readonly Uint8Array[]): number[] => [
  ...palettePairKeys(unpackPalette(palette)),
  ...(hashable ? hashBandKeys(phash, true) : []),
  ...(hasShape(shape)
    ? turns.flatMap((turned, turn) => shapeBandKeys(signatureBands(signatureMargins(turned), turn === 0 ? FLIPS : 0)))
    : []),
];

/** Whether the sample has so few images that all in scope can be compared. */
const isSmall = async (db: Queryable, scope: SearchScope): Promise<boolean> => {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${imageLooks} where ${isSampled(imageLooks.keys, scope)}`,
  );
  return (rows[0]?.count ?? 0) * SAMPLED <= MOST_WITHOUT_KEYS;
};

/** An image that may be alike, and how it looks. */
export type LikelyImage = ComparedLook & { readonly id: string };

const ROW_BYTES = ID_BYTES + PALETTE_BYTES + SHAPE_BYTES;

const unpackRows = (pack: Buffer): LikelyImage[] =>
  Array.from({ length: pack.length / ROW_BYTES }, (_, row) => {
    const at = row * ROW_BYTES;
    const shapeAt = at + ID_BYTES + PALETTE_BYTES;
    return {
      id: idOf({ pack, at }),
      palette: pack.subarray(at + ID_BYTES, shapeAt),
      shape: pack.subarray(shapeAt, shapeAt + SHAPE_BYTES),
    };
  });

/** Images in scope that are the likeliest to look like what is asked about, in no particular order. */
export const findLikely = async (
  db: Queryable,
  {
    asked,
    scope,
    except,
    most = MOST_COMPARED,
  }: {
    readonly asked: AskedLook;
    readonly scope: SearchScope;
    readonly except: string | null;
    readonly most?: number;
  },
): Promise<LikelyImage[]> => {
  const turns = turnedShapes(asked.shape);
  const isLikely = (await isSmall(db, scope))
    ? isInProjects(imageLooks.keys, scope)
    : hasKeys(imageLooks.keys, scope, likelyKeys(asked, turns));
  const conditions = [isLikely, inScope(imageLooks.projectId, scope)];
  if (except !== null) conditions.push(sql`${imageLooks.imageId} <> ${except}`);
  const differences = turns.map(
    (turned) => sql`bit_count(${imageLooks.signature} # ${signatureBits(signatureMargins(turned))}::bit(192))`,
  );
  const packs = await readPacks(db, {
    columns: sql`palette || shape`,
    rows: sql`
      select image_id, palette, shape from ${imageLooks} where ${and(...conditions)}
       order by least(${sql.join(differences, sql`, `)}), image_id desc limit ${Math.min(most, MOST_COMPARED)}`,
  });
  return packs.flatMap(unpackRows);
};
