import type { Licence } from '../../library/licence.ts';
import type { SourceItem } from '../service/item-page.ts';
import { listOf, objectsOf, present, sizeOf, textOf, type Fields } from '../service/json-fields.ts';
import { webAddress } from '../service/web-address.ts';

/** A file of an image, with what is claimed of it. */
export type Rendition = {
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly bytes?: number | undefined;
};

/** Larger originals are left for the next smaller file. */
const LARGEST_ORIGINAL_BYTES = 25 * 1024 * 1024;
/** From best to worst. */
const SIZES = ['orig', 'large', 'medium', 'small'];
const READABLE = /\.(?:jpe?g|png|webp|gif|avif)$/i;

/** An absolute https address; the service writes some with `http:`, and some with spaces. */
export const nasaAddress = (value: unknown): string | undefined => {
  const address = webAddress(value);
  if (address === undefined) return undefined;
  return /^http:\/\/[^/:]+\.nasa\.gov\//.test(address) ? address.replace('http:', 'https:') : address;
};

const sizeRank = ({ url }: Rendition): number => {
  const index = SIZES.findIndex((size) => new URL(url).pathname.includes(`~${size}.`));
  return index === -1 ? SIZES.length : index;
};

/** The best file that can be read and is not too large; TIFF only when there is nothing else. */
export const bestRendition = (renditions: readonly Rendition[]): Rendition | undefined => {
  const images = renditions.filter(
    ({ url }) => !/~thumb\.|\.(?:json|srt|vtt|mp4|mov|pdf)$/i.test(new URL(url).pathname),
  );
  const readable = images.filter(({ url }) => READABLE.test(new URL(url).pathname));
  const [best] = (readable.length > 0 ? readable : images)
    .filter(({ bytes }) => bytes === undefined || bytes <= LARGEST_ORIGINAL_BYTES)
    .toSorted((one, other) => sizeRank(one) - sizeRank(other));
  return best;
};

/** The files that a search result links. */
export const linkedRenditions = (item: Fields): Rendition[] =>
  objectsOf(item['links']).flatMap((link) => {
    const url = nasaAddress(link['href']);
    if (url === undefined || (textOf(link['render']) ?? 'image') !== 'image') return [];
    return [{ url, width: sizeOf(link['width']), height: sizeOf(link['height']), bytes: sizeOf(link['size']) }];
  });

/** Whether a search result names its original; older ones name a preview only. */
export const hasCanonical = (item: Fields): boolean =>
  objectsOf(item['links']).some((link) => textOf(link['rel']) === 'canonical');

/** https://www.nasa.gov/nasa-brand-center/images-and-media/ */
const licenceOf = (about: Fields, creator: string | undefined): Licence => {
  const center = textOf(about['center'], 100);
  const nasa = creator?.includes('NASA') === true ? creator : ['NASA', creator ?? center].filter(Boolean).join('/');
  return {
    id: 'nasa-media-guidelines',
    raw: 'NASA images and media usage guidelines',
    url: 'https://www.nasa.gov/nasa-brand-center/images-and-media/',
    attributionRequired: true,
    attributionText: center === 'JPL' ? 'Courtesy NASA/JPL-Caltech' : nasa,
    confidence: 'source-wide',
  };
};

/** Reads one result; `null` when it has no id or is no image. */
export const nasaImage = (item: Fields, rendition: Rendition | undefined): SourceItem | null => {
  const [about] = objectsOf(item['data']);
  const id = textOf(about?.['nasa_id']);
  if (about === undefined || id === undefined || (textOf(about['media_type']) ?? 'image') !== 'image') return null;
  const creator = textOf(about['photographer']) ?? textOf(about['secondary_creator']);
  const caption = textOf(about['description'], 5000);
  const tags = (listOf(about['keywords']) ?? [])
    .slice(0, 100)
    .map((keyword) => textOf(keyword, 100))
    .filter((keyword) => keyword !== undefined);
  const preview = objectsOf(item['links']).find((link) => textOf(link['rel']) === 'preview');
  return {
    id,
    imageUrl: rendition?.url,
    licence: licenceOf(about, creator),
    about: present({
      pageUrl: `https://images.nasa.gov/details/${encodeURIComponent(id)}`,
      thumbnailUrl: nasaAddress(preview?.['href']),
      title: textOf(about['title']),
      caption,
      tags: tags.length === 0 ? undefined : tags,
      creator,
      // Material of others is marked in the text, not in a field.
      restrictions: /©|\bcopyright/i.test(caption ?? '') ? ['third-party-material'] : undefined,
      claims: present({ width: rendition?.width, height: rendition?.height, bytes: rendition?.bytes }),
      metadata: present({ center: textOf(about['center']), date_created: textOf(about['date_created']) }),
    }),
  };
};
