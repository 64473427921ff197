import { plainColourName } from './plain-colour.rules.ts';

/** What is known of an image that a group may be named after. */
export type NamedImage = {
  readonly tags: readonly string[];
  readonly colours: readonly { readonly hex: string; readonly share: number }[];
};

/** The name of a group, and what it is made of. */
export type GroupName = { readonly name: string; readonly tags: readonly string[] };

/** Gathers images by their groups and names these; memory grows with the different tags, not with the images. */
export type GroupNamer = {
  /** @param group from 0; -1 for an outlier */
  readonly add: (group: number, image: NamedImage) => void;
  readonly names: () => readonly GroupName[];
};

/** A tag must be on this part of a group to speak for it. */
const LEAST_SHARE = 0.12;
/** And be so many times as frequent as on the others. */
const LEAST_LIFT = 1.15;
const MOST_TAGS = 5;
/** The second word of a name must tell at least this much of what the first tells. */
const SECOND_SHARE = 0.55;
const LONGEST_NAME = 80;

/** What the files and the measures of any picture say; what it shows tells more. */
const FORMS = /^(?:(?:landscape|portrait|square|panorama) format|(?:small|medium|large|very large) image|icon size)$/;
const LOOKS = new Set(
  (
    'black,white,grey,red,orange,yellow,green,blue,purple,pink,brown,beige,turquoise,photo,graphic,monochrome,greyscale,' +
    'black and white,colourful,dark,bright,muted,high contrast,low contrast,animated'
  ).split(','),
);

const weightOf = (tag: string): number => {
  if (FORMS.test(tag)) return 0.1;
  return LOOKS.has(tag) ? 0.35 : 1;
};

type Counted = { size: number; readonly tags: Map<string, number>; readonly colours: Map<string, number> };

const count = (counts: Map<string, number>, key: string, by = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by);

/** Opens the naming of `groups` groups. */
export const openGroupNamer = (groups: number): GroupNamer => {
  const counted = Array.from({ length: groups }, (): Counted => ({ size: 0, tags: new Map(), colours: new Map() }));
  const all = new Map<string, number>();
  let images = 0;
  return {
    add: (group, { tags, colours }) => {
      images += 1;
      const own = counted[group];
      if (own !== undefined) own.size += 1;
      for (const tag of new Set(tags)) {
        count(all, tag);
        if (own !== undefined) count(own.tags, tag);
      }
      if (own === undefined) return;
      for (const { hex, share } of colours) count(own.colours, plainColourName(hex), share);
    },
    names: () => unlike(counted.map((group) => nameOf(group, { all, images }))),
  };
};

/** tf-idf against the other groups: how frequent a tag is here, and how much more so than elsewhere. */
const nameOf = (
  { size, tags, colours }: Counted,
  { all, images }: { readonly all: ReadonlyMap<string, number>; readonly images: number },
): GroupName => {
  const elsewhere = Math.max(1, images - size);
  const telling = [...tags]
    .map(([tag, here]) => {
      const share = here / Math.max(1, size);
      const otherShare = ((all.get(tag) ?? here) - here + 0.5) / (elsewhere + 1);
      const lift = share / otherShare;
      return { tag, share, lift, score: share * Math.log(Math.max(1, lift)) * weightOf(tag) };
    })
    .filter(({ share, lift, score }) => share >= LEAST_SHARE && lift >= LEAST_LIFT && score > 0)
    .toSorted((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST_TAGS);
  const [first, second] = telling;
  if (first === undefined) return ofColours(colours);
  const isSecondTelling =
    second !== undefined &&
    second.score >= first.score * SECOND_SHARE &&
    weightOf(second.tag) === weightOf(first.tag) &&
    !first.tag.includes(second.tag) &&
    !second.tag.includes(first.tag);
  const words = isSecondTelling ? [first.tag, second.tag] : [first.tag];
  return { name: words.join(', ').slice(0, LONGEST_NAME), tags: telling.map(({ tag }) => tag) };
};

const ofColours = (colours: ReadonlyMap<string, number>): GroupName => {
  const [first] = [...colours].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { name: first === undefined ? 'unnamed' : `mostly ${first[0]}`, tags: [] };
};

/** Groups of one name are told apart by their next tag, and at last by a number. */
const unlike = (names: readonly GroupName[]): GroupName[] => {
  const taken = new Set<string>();
  return names.map(({ name, tags }) => {
    const words = new Set(name.split(', '));
    const next = tags.find((tag) => !words.has(tag));
    const longer = next === undefined ? name : `${name}, ${next}`;
    let unique = taken.has(name) ? longer : name;
    for (let number = 2; taken.has(unique); number++) unique = `${name} ${number}`;
    taken.add(unique);
    return { name: unique, tags };
  });
};
