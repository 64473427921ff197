import type { Candidate } from '../library/candidate.ts';
import type { LicenceFilter } from '../library/licence-filter.ts';
import { acceptsLicence } from '../library/accepts-licence.ts';
import type { DroppedItem } from '../library/source.ts';
import { parseFileName } from './file-names.ts';
import type { SideCarKind } from './file-names.ts';
import { cleanText } from './json-value.ts';
import { describeBySideCars } from './side-cars.ts';

/** An image that is in storage already. */
export type StagedImage = { readonly name: string; readonly sha256: string; readonly bytes: number };

/** Members that follow one another and differ in their extension only: an image (or several) and what tells about it. */
export type MemberGroup = {
  readonly stem: string;
  /** Index of its first member. */
  readonly first: number;
  readonly images: StagedImage[];
  readonly sideCars: { [Kind in SideCarKind]?: { readonly name: string; readonly bytes: Uint8Array } };
};

/** Turns a whole group into candidates and dropped items. */
export const closeGroup = (
  group: MemberGroup,
  context: { readonly licences: LicenceFilter; readonly retrievedAt: string },
): readonly (Candidate | DroppedItem)[] => {
  const { txt, json, cls } = group.sideCars;
  if (group.images.length === 0) {
    return [txt, json, cls].flatMap((sideCar) =>
      sideCar === undefined
        ? []
        : [dropMember(sideCar.name, 'skipped', 'input.not_an_image', 'it tells about an image that is not beside it')],
    );
  }
  const sideCars = {
    ...(txt === undefined ? {} : { txt: txt.bytes }),
    ...(json === undefined ? {} : { json: json.bytes }),
    ...(cls === undefined ? {} : { cls: cls.bytes }),
  };
  return group.images.map((image) => {
    const { base, folder } = parseFileName(image.name);
    const described = describeBySideCars(sideCars, folder === null || folder === '.' ? null : cleanText(folder));
    if (!acceptsLicence(context.licences, described.licence)) {
      return dropMember(image.name, 'rejected', 'source.licence_not_accepted', base);
    }
    return {
      source: 'archive',
      sourceItemId: cleanText(image.name),
      location: { kind: 'blob', sha256: image.sha256 },
      originalName: cleanText(base),
      claims: { bytes: image.bytes },
      retrievedAt: context.retrievedAt,
      ...described,
    };
  });
};

/** The outcome of a member that does not become a candidate. */
export const dropMember = (
  name: string,
  outcome: DroppedItem['outcome'],
  code: string,
  detail: string,
): DroppedItem => ({ sourceItemId: cleanText(name), url: null, outcome, code, detail: cleanText(detail) });
