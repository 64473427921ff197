import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makeFlat, makePicture } from '../../../imaging/fixtures/pictures.ts';
import { hasSharedData, photosIn } from '../../../imaging/fixtures/shared-data.ts';
import { describeByFacts } from './describe-by-facts.ts';
import { described } from './described-image.fixture.ts';
import type { DescribedImage } from './described-image.ts';
import { makeChart, makeShapes } from './graphics.fixture.ts';

let chart: DescribedImage;

beforeAll(async () => {
  chart = await described(await encoderOf(makeChart(1)).png().toBuffer());
});

const namesOf = (image: DescribedImage): string[] => describeByFacts(image).tags.map(({ name }) => name);
const textOf = (image: DescribedImage): string => describeByFacts(image).description;

const saying = (image: DescribedImage, embedded: DescribedImage['measures']['embedded']): DescribedImage => ({
  ...image,
  measures: { ...image.measures, embedded },
});

describe('an image of which nobody says a word', () => {
  it('has tags and a description from its pixels alone', () => {
    expect(describeByFacts(chart)).toMatchObject({
      description: 'A small graphic in landscape format, in white, blue and red.',
      tags: [
        { name: 'graphic', from: 'measures' },
        { name: 'white', from: 'palette' },
        { name: 'blue', from: 'palette' },
        { name: 'red', from: 'palette' },
        { name: 'landscape format', confidence: 1, from: 'size' },
        { name: 'small image', confidence: 1, from: 'size' },
      ],
    });
  });

  it.each([
    [64, 64, 'square format', 'icon size'],
    [300, 900, 'portrait format', 'small image'],
    [1200, 500, 'panorama format', 'medium image'],
    [2000, 1500, 'landscape format', 'large image'],
    [6000, 4000, 'landscape format', 'very large image'],
    [1000, 1040, 'square format', 'medium image'],
  ])('of %i x %i pixels is called %s, %s', (width, height, form, size) => {
    expect(namesOf({ ...chart, width, height })).toEqual(expect.arrayContaining([form, size]));
  });

  it('is called black and white when it has no colour, and its greys are not listed', async () => {
    const { width, height, data } = makePicture(400, 300);
    const grey = data.map((_, index) => data[index - (index % 3)] ?? 0);
    const image = await described(await encoderOf({ width, height, data: grey }).jpeg().toBuffer());
    expect(namesOf(image)).toContain('black and white');
    expect(textOf(image)).toMatch(/^A small black and white \w+ in landscape format\.$/);
  });

  it('is only an image in its sentence when photo or graphic is a guess', async () => {
    const tiny = await described(
      await encoderOf(makeFlat(16, 16, [200, 30, 30]))
        .png()
        .toBuffer(),
    );
    expect(describeByFacts(tiny).facts.kind).toMatchObject({ name: 'graphic', confidence: 0.6 });
    expect(textOf(tiny)).toBe('An icon-sized image in square format, mostly red.');
  });

  it('is called dark, bright or colourful when it is', async () => {
    const flat = async (level: number) => {
      const image = await described(
        await encoderOf(makeFlat(100, 100, [level, level, level]))
          .png()
          .toBuffer(),
      );
      return namesOf(saying(image, { camera: 'Canon EOS R5' }));
    };
    expect(await flat(10)).toEqual(expect.arrayContaining(['dark', 'black']));
    expect(await flat(250)).toEqual(expect.arrayContaining(['bright', 'white']));
    expect(await flat(250)).not.toContain('black and white');
    const { width, height, data } = makeFlat(300, 300, [230, 30, 30]);
    data.fill(0, 90_000, 180_000);
    for (let at = 90_000; at < 180_000; at += 3) data.set([20, 160, 40], at);
    for (let at = 180_000; at < 270_000; at += 3) data.set([30, 60, 220], at);
    const colourful = namesOf(await described(await encoderOf({ width, height, data }).png().toBuffer()));
    expect(colourful).toEqual(expect.arrayContaining(['colourful', 'red', 'green', 'blue']));
    expect(namesOf(chart)).not.toContain('colourful');
    expect(namesOf(chart)).not.toContain('bright');
  });
});

describe('what people and sources say', () => {
  it('comes before what was measured, each with where it is from', () => {
    const image: DescribedImage = {
      ...saying(chart, { keywords: ['Meadow', 'red kite'] }),
      source: 'inaturalist',
      query: 'kites',
      tags: ['Red Kite', 'bird'],
      label: 'birds_of_prey',
      edited: ['label'],
      metadata: { scientific_name: 'Milvus milvus' },
    };
    expect(describeByFacts(image).tags.slice(0, 6)).toEqual([
      { name: 'red kite', confidence: 0.9, from: 'source' },
      { name: 'bird', confidence: 0.9, from: 'source' },
      { name: 'birds of prey', confidence: 1, from: 'person' },
      { name: 'milvus milvus', confidence: 0.9, from: 'source' },
      { name: 'meadow', confidence: 0.85, from: 'file' },
      { name: 'kites', confidence: 0.5, from: 'search' },
    ]);
  });

  it('gives no tags where it is a path, an address or the number of a class', () => {
    const names = (given: Partial<DescribedImage>) => namesOf({ ...chart, ...given });
    expect(names({ source: 'folder', query: 'photos' })).toEqual(namesOf(chart));
    expect(names({ source: 'other', query: 'https://example.com/list.csv' })).toEqual(namesOf(chart));
    expect(names({ source: 'other', query: 'C:\\photos' })).toEqual(namesOf(chart));
    expect(names({ label: '7' })).toEqual(namesOf(chart));
  });

  it('begins the description: the title, else the caption, else the caption in the file', () => {
    const inFile = saying(chart, { caption: 'A caption in the file' });
    expect(textOf(inFile)).toMatch(/^A caption in the file\. A small graphic/);
    expect(textOf({ ...inFile, caption: 'What a day!' })).toMatch(/^What a day! A small graphic/);
    expect(textOf({ ...inFile, caption: 'What a day!', title: 'The day' })).toMatch(/^The day\. A small graphic/);
  });

  it('keeps a description that is there already', () => {
    expect(textOf({ ...chart, title: 'T', description: 'Written by\na person' })).toBe('Written by a person');
  });

  it('names the maker only when one is known', () => {
    const titled = { ...chart, title: 'Figures' };
    expect(textOf({ ...titled, creator: 'A. Person' })).toMatch(/^Figures, by A\. Person\. A small/);
    expect(textOf({ ...titled, title: 'Figures?', creator: 'A. Person' })).toMatch(/^Figures\? \(by A\. Person\)\. A/);
    expect(textOf({ ...chart, creator: 'A. Person' })).toMatch(/, by A\. Person\.$/);
    expect(textOf({ ...titled, creator: 'Unknown' })).not.toMatch(/\bby\b/);
    expect(textOf(titled)).not.toMatch(/\bby\b/);
  });

  it('is not what cameras write by themselves', () => {
    for (const title of [
      'DSC_0123.JPG',
      'IMG-20240506-WA0001',
      '20240506_070809',
      'OLYMPUS DIGITAL CAMERA',
      'Untitled',
      '…',
    ]) {
      expect(textOf({ ...chart, title })).toMatch(/^A small graphic/);
    }
    expect(textOf({ ...chart, title: '1984' })).toMatch(/^1984\. /);
  });
});

describe('facts in the file', () => {
  it('tell of the camera, the year and the place', () => {
    const image = {
      ...saying(chart, { camera: 'Canon EOS 300D', takenAt: '2019-07-14T12:30:00' }),
      metadata: { city: 'Paris', country: 'France' },
    };
    expect(textOf(image)).toBe(
      'A small bright photo in landscape format, in white, blue and red, taken in 2019, camera: Canon EOS 300D, place: Paris, France.',
    );
    expect(namesOf(image)).toEqual(expect.arrayContaining(['photo', '2019', 'canon eos 300d', 'paris', 'france']));
  });

  it('are not believed when the clock cannot have been right', () => {
    for (const takenAt of [
      '1970-01-01T00:00:12',
      '2031-05-05T10:00:00',
      '0001-01-01T10:00:00',
      '2000-01-01T00:00:00',
    ]) {
      expect(describeByFacts(saying(chart, { takenAt })).facts.year).toBeUndefined();
    }
  });

  it('tell that a model has made it', () => {
    const image = saying(chart, {
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    });
    expect(namesOf(image)).toContain('ai generated');
    expect(textOf(image)).toMatch(/^A small bright AI-generated image in/);
  });

  it('tell that it moves', async () => {
    expect(namesOf({ ...chart, format: 'gif', measures: { ...chart.measures, frames: 3 } })).toContain('animated');
    expect(namesOf({ ...chart, format: 'tiff', measures: { ...chart.measures, frames: 3 } })).not.toContain('animated');
  });

  it('are read from a real file', async () => {
    const file = await encoderOf(makeShapes(2))
      .withExif({
        IFD0: { Make: 'Canon', Model: 'Canon EOS R5', ImageDescription: 'A test card', Artist: 'A. Person' },
      })
      .jpeg()
      .toBuffer();
    const { description, facts } = describeByFacts(await described(file));
    expect(description).toMatch(/^A test card, by A\. Person\. A small .*camera: Canon EOS R5\.$/);
    expect(facts).toMatchObject({ kind: { name: 'photo', from: 'metadata' }, camera: 'Canon EOS R5' });
  });
});

describe('hostile words', () => {
  const NASTY = [
    'a\u0000b',
    '\u202egnp.exe',
    '<img src=x onerror=alert(1)>',
    'x'.repeat(100_000),
    '\ud800',
    '🦅'.repeat(500),
  ];

  it('become at most 30 short tags and two lines of plain text', () => {
    const many = [...NASTY, ...Array.from({ length: 5000 }, (_, index) => `Tag ${index}`)];
    const nasty = NASTY.join(' ');
    const image: DescribedImage = {
      ...saying(chart, { keywords: many, caption: nasty, creator: nasty, camera: nasty }),
      tags: many,
      title: nasty,
      creator: nasty,
      label: nasty,
      query: nasty,
      source: 'other',
      metadata: { scientific_name: nasty, city: nasty, country: 7 },
    };
    const { tags, description, facts } = describeByFacts(image);
    expect(tags).toHaveLength(30);
    expect(new Set(tags.map(({ name }) => name)).size).toBe(30);
    expect(tags.map(({ name }) => name)).toContain('photo');
    for (const { name, confidence } of tags) {
      expect(name).toMatch(/^[^\p{Cc}\u202e]{1,100}$/u);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(description.length).toBeLessThan(1200);
    for (const text of [description, JSON.stringify(facts)]) {
      expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(text.isWellFormed()).toBe(true);
    }
  });
});

describe.skipIf(!hasSharedData)('real photos (../shared/data)', () => {
  it('each have tags and a description, the same ones every time', async () => {
    const paths = (await photosIn('clothing')).toSorted().filter((_, index) => index % 150 === 0);
    for (const path of paths) {
      const file = await readFile(path);
      const first = describeByFacts(await described(file));
      expect(describeByFacts(await described(file))).toEqual(first);
      expect(first.tags.map(({ name }) => name)).toContain('photo');
      expect(first.tags.some(({ from }) => from === 'palette')).toBe(true);
      expect(first.description).toMatch(/^An? [\w -]+ photo in \w+ format(?:, (?:in|mostly) [\w, ]+)?\.$/);
    }
  });
});
