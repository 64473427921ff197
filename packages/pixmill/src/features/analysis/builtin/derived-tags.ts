import type { PictureFacts } from './picture-facts.ts';
import type { StatedFacts } from './stated-facts.ts';
import type { FactTag } from './stated-tags.ts';
import { tagName } from './tag-names.ts';

/** The more of a picture has a colour, the surer it is called by it. */
const colourConfidence = (share: number): number => Math.round(Math.min(0.95, 0.5 + share) * 100) / 100;

// `landscape` alone would be found by who looks for landscapes, `large` by who looks for large dogs.
const FORMS = {
  landscape: 'landscape format',
  portrait: 'portrait format',
  square: 'square format',
  panorama: 'panorama format',
} as const satisfies Record<PictureFacts['orientation'], string>;

const SIZES = {
  icon: 'icon size',
  small: 'small image',
  medium: 'medium image',
  large: 'large image',
  'very large': 'very large image',
} as const satisfies Record<PictureFacts['sizeClass'], string>;

const GENERATED = { whole: 'ai generated', parts: 'partly ai generated' } as const;

/** Tags that follow from the facts of an image, the most useful first. */
export const derivedTags = (picture: PictureFacts, stated: StatedFacts): readonly FactTag[] => {
  const { kind } = picture;
  const camera = tagName(stated.camera ?? '');
  const place = (stated.place ?? '').split(', ').flatMap((part) => tagName(part) ?? []);
  return [
    ...(kind.name === null
      ? []
      : [
          {
            name: kind.name,
            confidence: kind.confidence,
            from: kind.from === 'metadata' ? 'file' : kind.from,
          } as const,
        ]),
    ...(stated.generated === undefined
      ? []
      : [{ name: GENERATED[stated.generated], confidence: 0.95, from: 'file' } as const]),
    ...picture.tones.map(({ name, confidence }) => ({ name, confidence, from: 'measures' }) as const),
    ...picture.colours.map(
      ({ name, share }) => ({ name, confidence: colourConfidence(share), from: 'palette' }) as const,
    ),
    ...place.map((name) => ({ name, confidence: 0.85, from: 'source' }) as const),
    ...(stated.year === undefined ? [] : [{ name: String(stated.year), confidence: 0.85, from: 'file' } as const]),
    ...(camera === undefined ? [] : [{ name: camera, confidence: 0.95, from: 'file' } as const]),
    ...(picture.animated ? [{ name: 'animated', confidence: 0.95, from: 'file' } as const] : []),
    { name: FORMS[picture.orientation], confidence: 1, from: 'size' },
    { name: SIZES[picture.sizeClass], confidence: 1, from: 'size' },
  ];
};
