import { parseLicence } from '../../library/parse-licence.ts';
import type { Licence } from '../../library/licence.ts';
import type { SourceItem } from '../service/item-page.ts';
import { fieldsOf, flagOf, objectsOf, present, sizeOf, textOf, type Fields } from '../service/json-fields.ts';
import { webAddress, withoutVisitCounters } from '../service/web-address.ts';
import { readHtml } from './html-text.ts';

/** A width at which thumbnails are kept ready; other widths are made on demand, which bots should not cause. */
export const THUMBNAIL_WIDTH = 1920;

/** Formats whose original can be fetched as it is; others (TIFF, DjVu, PDF) are taken as the rendered thumbnail. */
const DIRECT_TYPES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** A value of `extmetadata`: a text that may hold HTML. */
const valueOf = (metadata: Fields | null, name: string): string | undefined =>
  textOf(fieldsOf(metadata?.[name])?.['value'], 20_000);

const plainValue = (metadata: Fields | null, name: string, limit = 1000): string | undefined => {
  const value = valueOf(metadata, name);
  return value === undefined ? undefined : textOf(readHtml(value).text, limit);
};

/** https://www.mediawiki.org/wiki/Extension:CommonsMetadata lists the fields. */
const licenceOf = (metadata: Fields | null): Licence => {
  const name = plainValue(metadata, 'LicenseShortName') ?? plainValue(metadata, 'UsageTerms');
  const attributionText = plainValue(metadata, 'Attribution', 2000);
  const attributionRequired = flagOf(valueOf(metadata, 'AttributionRequired'));
  if (flagOf(valueOf(metadata, 'NonFree')) === true) {
    return { id: null, raw: name ?? 'NonFree', commercialOk: false, derivativesOk: false, confidence: 'per-item' };
  }
  return {
    ...parseLicence({
      url: valueOf(metadata, 'LicenseUrl'),
      code: plainValue(metadata, 'License'),
      name,
      confidence: 'per-item',
    }),
    ...present({ attributionRequired, attributionText }),
  };
};

type Rendition = Pick<SourceItem, 'imageUrl'> & {
  readonly claims: NonNullable<NonNullable<SourceItem['about']>['claims']>;
};

/** The original when it is small enough, else the thumbnail. */
const renditionOf = (image: Fields, type: string | undefined): Rendition => {
  const original = webAddress(image['url']);
  const thumbnail = webAddress(image['thumburl']);
  const width = sizeOf(image['width']);
  const height = sizeOf(image['height']);
  const isDirect = type === undefined || DIRECT_TYPES.has(type);
  const isSmall = width !== undefined && width <= THUMBNAIL_WIDTH;
  if (original !== undefined && isDirect && (isSmall || thumbnail === undefined)) {
    const sha1 = textOf(image['sha1'])?.toLowerCase();
    const hash =
      sha1 !== undefined && /^[0-9a-f]{40}$/.test(sha1) ? { algorithm: 'sha1' as const, hex: sha1 } : undefined;
    const claims = present({ width, height, bytes: sizeOf(image['size']), contentType: type, hash });
    return { imageUrl: withoutVisitCounters(original), claims };
  }
  const claims = present({ width: sizeOf(image['thumbwidth']), height: sizeOf(image['thumbheight']) });
  return { imageUrl: thumbnail === undefined ? image['thumburl'] : withoutVisitCounters(thumbnail), claims };
};

/** Reads one page of the answer (a file); `null` when it has no id. */
export const commonsFile = (page: Fields): SourceItem | null => {
  const id = textOf(page['pageid']);
  if (id === undefined) return null;
  const [image] = objectsOf(page['imageinfo']);
  if (image === undefined) {
    return { id, imageUrl: undefined, licence: { id: null, confidence: 'none' } };
  }
  const metadata = fieldsOf(image['extmetadata']);
  const licence = licenceOf(metadata);
  const type = textOf(image['mime'])?.toLowerCase();
  if (type !== undefined && !type.startsWith('image/') && image['thumburl'] === undefined) {
    return { id, imageUrl: undefined, licence };
  }
  const { imageUrl, claims } = renditionOf(image, type);
  const artist = readHtml(valueOf(metadata, 'Artist') ?? '');
  const originalName = textOf(page['title'])?.replace(/^File:/, '');
  const credit = plainValue(metadata, 'Credit');
  const restrictions = [
    ...(plainValue(metadata, 'Restrictions') ?? '').split('|').filter((word) => word !== ''),
    ...(flagOf(valueOf(metadata, 'NonFree')) === true ? ['non-free'] : []),
  ];
  return {
    id,
    imageUrl,
    licence,
    about: present({
      originalName,
      pageUrl: webAddress(image['descriptionurl']),
      title: plainValue(metadata, 'ObjectName') ?? originalName?.replace(/\.\w+$/, ''),
      caption: plainValue(metadata, 'ImageDescription', 2000),
      creator: textOf(artist.text),
      creatorUrl: webAddress(artist.firstLink),
      restrictions: restrictions.length === 0 ? undefined : restrictions,
      claims,
      metadata: credit === undefined ? undefined : { credit },
    }),
  };
};
