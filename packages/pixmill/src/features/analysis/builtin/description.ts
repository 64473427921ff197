import type { PictureFacts } from './picture-facts.ts';
import type { StatedFacts } from './stated-facts.ts';

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const SIZES = {
  icon: 'An icon-sized',
  small: 'A small',
  medium: 'A medium-sized',
  large: 'A large',
  'very large': 'A very large',
} as const satisfies Record<PictureFacts['sizeClass'], string>;

const FORMS = {
  landscape: ' in landscape format',
  portrait: ' in portrait format',
  square: ' in square format',
  panorama: ' in panorama format',
} as const satisfies Record<PictureFacts['orientation'], string>;

/** Only a kind that is surer than this is said in a sentence; else it is an image. */
const GUESS = 0.6;

const saidKind = ({ kind }: PictureFacts): 'photo' | 'graphic' | 'image' =>
  kind.name !== null && kind.confidence > GUESS ? kind.name : 'image';

const MOST_COLOURS = 3;
const MOSTLY = 0.6;

const coloursOf = ({ colours, tones }: PictureFacts): string => {
  const [first] = colours;
  if (first === undefined || tones.some(({ name }) => name === 'black and white')) return '';
  if (first.share >= MOSTLY) return `, mostly ${first.name}`;
  return `, in ${listOf(colours.slice(0, MOST_COLOURS).map(({ name }) => name))}`;
};

const nounOf = (picture: PictureFacts, { generated }: StatedFacts): string => {
  const adjectives: string[] = picture.tones.map(({ name }) => name);
  if (picture.animated) adjectives.push('animated');
  if (generated !== undefined) adjectives.push(generated === 'whole' ? 'AI-generated' : 'partly AI-generated');
  return [...adjectives, saidKind(picture)].map((word) => ` ${word}`).join('');
};

const originOf = (picture: PictureFacts, { year, camera, place }: StatedFacts): string => {
  const isPhoto = saidKind(picture) === 'photo';
  const when = year === undefined ? '' : ` in ${year}`;
  const origin = when === '' ? '' : `, ${isPhoto ? 'taken' : 'dated'}${when}`;
  const how = camera === undefined || !isPhoto ? '' : `, camera: ${camera}`;
  return `${origin}${how}${place === undefined ? '' : `, place: ${place}`}`;
};

const asSentence = (text: string): string => (/[.!?…。！？]["'”’)\]]*$/u.test(text) ? text : `${text}.`);

/** The maker stands beside the title: a photo of a painting is not by the painter. */
const leadOf = (lead: string, creator: string | undefined): string => {
  if (creator === undefined || lead.toLowerCase().includes(creator.toLowerCase())) return asSentence(lead);
  const open = lead.replace(/(?<!\.)\.$/u, '');
  return asSentence(asSentence(open) === open ? `${open} (by ${creator})` : `${open}, by ${creator}`);
};

/**
 * One or two sentences in English: the title or caption when there is one, then what the facts support. Words of others
 * are taken as they are, in one line.
 */
export const descriptionOf = (picture: PictureFacts, stated: StatedFacts): string => {
  const { lead, creator } = stated;
  const what = `${SIZES[picture.sizeClass]}${nounOf(picture, stated)}${FORMS[picture.orientation]}`;
  const about = `${what}${coloursOf(picture)}${originOf(picture, stated)}`;
  if (lead !== undefined) return `${leadOf(lead, creator)} ${asSentence(about)}`;
  return asSentence(creator === undefined ? about : `${about}, by ${creator}`);
};
