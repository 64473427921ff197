import type { Alignment } from '../../imaging/align-pictures.ts';
import type { CopyKind } from '../../library/duplicates.schema.ts';

/** Agreement at which it is as likely a copy as not, and how fast that changes; fitted to edits and to the most alike photos. */
const MIDDLE = 0.66;
const STEEPNESS = 16;
/** Pictures with less detail to agree about than this are less sure. */
const ENOUGH_EVIDENCE = 0.12;

/** 0..1: how sure it is that one of two pictures was made of the other. */
export const surenessOf = ({ agreement, evidence }: Pick<Alignment, 'agreement' | 'evidence'>): number =>
  Math.min(1, evidence / ENOUGH_EVIDENCE) / (1 + Math.exp(-STEEPNESS * (agreement - MIDDLE)));

/** A smaller part than this is a crop; edges that were cut off by accident are none. */
const WHOLE_AREA = 0.93;

/** What was done to one picture to make the other, as far as that can be told. */
export const kindOf = ({ turn, area }: Pick<Alignment, 'turn' | 'area'>): CopyKind => {
  if (turn !== 'none') return turn;
  return area < WHOLE_AREA ? 'cropped' : 'edited';
};

/** Bits of a hash by which near ones may differ at the most: 1 is as sure as it gets. */
const SURENESS_A_BIT = 0.01;

/** How sure the hashes are of copies that they found. */
export const hashSureness = (kind: 'exact' | 'near', distance: number): number =>
  kind === 'exact' ? 1 : Math.max(0.5, 0.99 - SURENESS_A_BIT * distance);
