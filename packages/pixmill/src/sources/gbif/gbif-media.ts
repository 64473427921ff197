import { createHash } from 'node:crypto';
import { parseLicence } from '../../library/parse-licence.ts';
import { objectsOf, present, textOf, type Fields } from '../service/json-fields.ts';
import type { SourceItem } from '../service/item-page.ts';
import { webAddress } from '../service/web-address.ts';

const LONGEST_MEDIA_LIST = 200;

/**
 * Reads the still images of an occurrence record. The licence is the media item's own: the record's is for the data, and
 * says nothing of the pictures.
 */
export const gbifMedia = (record: Fields): SourceItem[] => {
  const key = textOf(record['gbifID']) ?? textOf(record['key']);
  if (key === undefined) return [];
  return objectsOf(record['media'])
    .slice(0, LONGEST_MEDIA_LIST)
    .filter((media) => (textOf(media['type']) ?? 'StillImage') === 'StillImage')
    .map((media, index) => {
      const identifier = textOf(media['identifier'], 4096);
      // The same name for a media item that GBIF's own image cache has: record and MD5 of the identifier.
      const name = identifier === undefined ? `none-${index}` : createHash('md5').update(identifier).digest('hex');
      const format = textOf(media['format'])?.toLowerCase();
      return {
        id: `${key}:${name}`,
        imageUrl: identifier,
        licence: parseLicence({ name: textOf(media['license'], 2000), confidence: 'per-item' }),
        about: present({
          pageUrl:
            webAddress(media['references']) ??
            webAddress(record['references']) ??
            `https://www.gbif.org/occurrence/${encodeURIComponent(key)}`,
          title: textOf(media['title']) ?? textOf(record['scientificName']),
          caption: textOf(media['description'], 2000),
          creator: textOf(media['creator']) ?? textOf(media['rightsHolder']),
          claims: present({ contentType: format?.startsWith('image/') === true ? format : undefined }),
          metadata: present({
            scientific_name: textOf(record['scientificName']),
            publisher: textOf(media['publisher']),
            rights_holder: textOf(media['rightsHolder']),
            dataset_key: textOf(record['datasetKey']),
          }),
        }),
      };
    });
};
