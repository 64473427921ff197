import { parseLicence } from '../../library/parse-licence.ts';
import { fieldsOf, flagOf, objectsOf, present, sizeOf, textOf, type Fields } from '../service/json-fields.ts';
import type { SourceItem } from '../service/item-page.ts';
import { webAddress } from '../service/web-address.ts';

/** Where iNaturalist keeps photos that are not openly licensed. */
const CLOSED_HOST = 'static.inaturalist.org';

/** Sizes of the open-data bucket: the square preview's address leads to the original (at most 2048 pixels). */
const originalOf = (address: string): string =>
  address.replace(/\/(?:square|thumb|small|medium|large)(?=\.\w+(?:\?|$))/, '/original');

const problemOf = (photo: Fields, address: string | undefined): SourceItem['problem'] => {
  if (flagOf(photo['hidden']) === true) return { code: 'source.withdrawn', detail: 'hidden at the source' };
  const openFlag = objectsOf(photo['flags']).find((flag) => flagOf(flag['resolved']) !== true);
  if (openFlag !== undefined) return { code: 'source.withdrawn', detail: 'flagged at the source' };
  if (textOf(photo['license_code']) === undefined) {
    return { code: 'source.licence_not_accepted', detail: 'all rights reserved' };
  }
  if (address !== undefined && URL.parse(address)?.hostname === CLOSED_HOST) {
    return { code: 'source.licence_not_accepted', detail: 'not among the openly licensed photos of iNaturalist' };
  }
  return undefined;
};

/**
 * Reads the photos of an observation. The licence is the photo's own, never the observation's; a photo without one is
 * all rights reserved, and is dropped.
 */
export const inaturalistPhotos = (observation: Fields): SourceItem[] => {
  const user = fieldsOf(observation['user']);
  const taxon = fieldsOf(observation['taxon']);
  const login = textOf(user?.['login']);
  const observationId = textOf(observation['id']);
  const pageUrl =
    webAddress(observation['uri']) ??
    (observationId === undefined ? undefined : `https://www.inaturalist.org/observations/${observationId}`);
  return objectsOf(observation['photos']).flatMap((photo) => {
    const id = textOf(photo['id']);
    if (id === undefined) return [];
    const address = webAddress(photo['url']);
    const problem = problemOf(photo, address);
    const size = fieldsOf(photo['original_dimensions']);
    const attributionText = textOf(photo['attribution'], 2000);
    const licence = parseLicence({ code: textOf(photo['license_code']), confidence: 'per-item' });
    return [
      {
        id,
        imageUrl: address === undefined ? photo['url'] : originalOf(address),
        licence: attributionText === undefined ? licence : { ...licence, attributionText },
        ...(problem === undefined ? {} : { problem }),
        about: present({
          pageUrl,
          thumbnailUrl: address,
          title: textOf(taxon?.['preferred_common_name']) ?? textOf(taxon?.['name']),
          creator: textOf(user?.['name']) ?? login,
          creatorUrl:
            login === undefined ? undefined : `https://www.inaturalist.org/people/${encodeURIComponent(login)}`,
          claims: present({ width: sizeOf(size?.['width']), height: sizeOf(size?.['height']) }),
          metadata: present({
            scientific_name: textOf(taxon?.['name']),
            quality_grade: textOf(observation['quality_grade']),
          }),
        }),
      } satisfies SourceItem,
    ];
  });
};
