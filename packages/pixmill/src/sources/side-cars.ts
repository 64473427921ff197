import type { Candidate } from '../library/candidate.ts';
import { cellText, webAddress } from './cell-text.ts';
import type { SideCarKind } from './file-names.ts';
import { jsonValue } from './json-value.ts';
import { guessRoles } from './list-columns.ts';
import { statedLicence } from './stated-licence.ts';

/** Longest side-car that is read; what follows is left out. */
export const MAX_SIDE_CAR_BYTES = 256 * 1024;

/** The bytes of the side-cars of one image. */
export type SideCars = { readonly [Kind in SideCarKind]?: Uint8Array };

type Described = Pick<
  Candidate,
  'label' | 'caption' | 'title' | 'creator' | 'creatorUrl' | 'pageUrl' | 'licence' | 'metadata'
>;

/**
 * What stands beside an image tells about it: `.txt` is its caption, `.json` its metadata (of which fields with known
 * names are taken out), `.cls` its label. A side-car that cannot be understood tells nothing.
 *
 * @param folder name of the folder, which is the label when there is one
 */
export const describeBySideCars = (sideCars: SideCars, folder: string | null): Described => {
  const record = recordOf(sideCars.json);
  const { caption, title, label, creator, creatorUrl, pageUrl, licence, licenceUrl } = guessRoles(Object.keys(record));
  const field = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : cellText(record[name]);
  const described = {
    caption: textOf(sideCars.txt) ?? field(caption),
    title: field(title),
    creator: field(creator),
    creatorUrl: webAddress(field(creatorUrl)),
    pageUrl: webAddress(field(pageUrl)),
  };
  const {
    caption: captionText,
    title: titleText,
    creator: creatorName,
    creatorUrl: creatorPage,
    pageUrl: page,
  } = described;
  const metadata = metadataOf(record);
  return {
    label: (folder ?? textOf(sideCars.cls) ?? field(label))?.slice(0, 200) ?? null,
    licence: statedLicence(field(licence), field(licenceUrl)),
    ...(captionText === undefined ? {} : { caption: captionText }),
    ...(titleText === undefined ? {} : { title: titleText }),
    ...(creatorName === undefined ? {} : { creator: creatorName }),
    ...(creatorPage === undefined ? {} : { creatorUrl: creatorPage }),
    ...(page === undefined ? {} : { pageUrl: page }),
    ...(metadata === undefined ? {} : { metadata }),
  };
};

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : cellText(new TextDecoder().decode(bytes));

const recordOf = (bytes: Uint8Array | undefined): { readonly [key: string]: unknown } => {
  if (bytes === undefined || bytes.length > MAX_SIDE_CAR_BYTES) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
};

const metadataOf = (record: { readonly [key: string]: unknown }): Candidate['metadata'] => {
  const value = jsonValue(record);
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord && Object.keys(value).length > 0 ? Object.fromEntries(Object.entries(value)) : undefined;
};
