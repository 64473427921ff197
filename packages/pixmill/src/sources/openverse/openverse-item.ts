import { parseLicence } from '../../library/parse-licence.ts';
import { fieldsOf, flagOf, objectsOf, present, sizeOf, textOf, type Fields } from '../service/json-fields.ts';
import type { SourceItem } from '../service/item-page.ts';
import { webAddress } from '../service/web-address.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

const LONGEST_TAG_LIST = 100;

/** Reads one result; `null` when it has no id. */
export const openverseItem = (result: Fields): SourceItem | null => {
  const id = textOf(result['id']);
  if (id === undefined) return null;
  const attributionText = textOf(result['attribution'], 2000);
  const licence = parseLicence({
    url: textOf(result['license_url']),
    code: textOf(result['license']),
    version: textOf(result['license_version']),
    confidence: 'per-item',
  });
  const tags = objectsOf(result['tags'])
    .slice(0, LONGEST_TAG_LIST)
    .map((tag) => textOf(tag['name'], 100))
    .filter((name) => name !== undefined);
  return {
    id,
    imageUrl: result['url'],
    licence: attributionText === undefined ? licence : { ...licence, attributionText },
    about: present({
      pageUrl: webAddress(result['foreign_landing_url']),
      thumbnailUrl: webAddress(result['thumbnail']),
      title: textOf(result['title']),
      tags: tags.length === 0 ? undefined : tags,
      creator: textOf(result['creator']),
      creatorUrl: webAddress(result['creator_url']),
      mature: flagOf(result['mature']),
      claims: present({
        width: sizeOf(result['width']),
        height: sizeOf(result['height']),
        bytes: sizeOf(result['filesize']),
        contentType: CONTENT_TYPES[textOf(result['filetype'])?.toLowerCase() ?? ''],
      }),
      metadata: present({ provider: textOf(result['provider']), collection: textOf(result['source']) }),
    }),
  };
};

/** The words of a `warnings` array, whatever its form. */
export const openverseWarnings = (value: unknown): string[] =>
  (Array.isArray(value) ? value.slice(0, 5) : [])
    .map(
      (warning) => textOf(warning, 200) ?? textOf(fieldsOf(warning)?.['message'] ?? fieldsOf(warning)?.['code'], 200),
    )
    .filter((text) => text !== undefined);
