import { describe, expect, it } from 'vitest';
import { exportedImage } from '../../library/exported-image.fixture.ts';
import type { ExportedImage } from '../../library/exported-image.ts';
import { columnJson, createColumnSurvey } from './column-plan.ts';
import { MAX_EXTRA_COLUMNS } from './extra-columns.ts';

const planOf = (images: readonly ExportedImage[]) => {
  const survey = createColumnSurvey({ transformed: false });
  for (const image of images) survey.add(image);
  const columns = survey.plan();
  const cell = (name: string, image: ExportedImage, purpose: 'lines' | 'samples' = 'lines') => {
    const column = columns.find((candidate) => candidate.name === name);
    const written = { ...image, fileName: 'images/hat/000001.jpg' };
    return column === undefined ? undefined : columnJson(column, image, written, purpose);
  };
  return { names: columns.map(({ name }) => name), cell };
};

const withMetadata = (metadata: ExportedImage['metadata']): ExportedImage => exportedImage(0, { metadata });

describe('the columns of the metadata', () => {
  it('leaves out columns that no image has a value for', () => {
    const { names } = planOf([exportedImage(0), exportedImage(1, { title: 'x' })]);
    expect(names).toContain('title');
    expect(names).not.toContain('caption');
    expect(names).not.toContain('quality_flags');
  });

  it('writes whole numbers as decimals where others of the column are decimals', () => {
    const [one, two] = [withMetadata({ price: 1 }), withMetadata({ price: 2.5 })];
    const { cell } = planOf([one, two]);
    expect([cell('price', one), cell('price', two)]).toEqual(['1.0', '2.5']);
    expect(cell('blur', exportedImage(0, { measures: { ...one.measures, blur: 1 } }))).toBe('1.0');
  });

  it('writes values without a common type as text', () => {
    const images = [
      withMetadata({ x: 1 }),
      withMetadata({ x: 'a' }),
      withMetadata({ x: true }),
      withMetadata({ x: { y: 1 } }),
    ];
    const { cell } = planOf(images);
    expect(images.map((image) => cell('x', image))).toEqual(['"1"', '"a"', '"true"', '"{\\"y\\":1}"']);
  });

  it('renames columns that would hide ours or that a reader would open as an image', () => {
    const { names } = planOf([
      withMetadata({ label: 'x', image: 'x', thumb_file_name: 'x', file_names: ['x'], '': 'x' }),
    ]);
    expect(names.slice(-5).toSorted()).toEqual([
      'file_names_text',
      'meta_',
      'meta_image',
      'meta_label',
      'thumb_file_name_text',
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leaves the name of the description to lists where no image is described', () => {
    const list = withMetadata({ description: 'of the list' });
    expect(planOf([list]).names).toContain('description');
    const { names, cell } = planOf([list, exportedImage(1, { description: 'A hat.' })]);
    expect(names.filter((name) => name.endsWith('description'))).toEqual(['description', 'meta_description']);
    expect(cell('description', exportedImage(1, { description: 'A hat.' }))).toBe('"A hat."');
  });

  it('puts more columns than anybody reads into one', () => {
    const images = Array.from({ length: MAX_EXTRA_COLUMNS + 1 }, (_, index) =>
      withMetadata({ [`key ${index}`]: index }),
    );
    const { names, cell } = planOf(images);
    expect(names.at(-1)).toBe('metadata');
    expect(names).toHaveLength(planOf([exportedImage(0)]).names.length + 1);
    expect(cell('metadata', withMetadata({ a: 1 }))).toBe('"{\\"a\\":1}"');
  });

  it('writes a column as text in every line when its first value comes too late for readers to see its type', () => {
    const filler = 'x'.repeat(60_000);
    const early = Array.from({ length: 100 }, () => exportedImage(0, { title: filler }));
    const late = exportedImage(1, { title: filler, tags: ['a'], caption: 'late', metadata: { n: 5 } });
    const { cell } = planOf([...early, late]);
    expect(['tags', 'caption', 'n'].map((name) => cell(name, exportedImage(0)))).toEqual(['""', '""', '""']);
    expect(['tags', 'caption', 'n'].map((name) => cell(name, late))).toEqual(['"[\\"a\\"]"', '"late"', '"5"']);
  });

  it('keeps dates from becoming timestamps when later values are none', () => {
    const filler = 'x'.repeat(60_000);
    const dates = Array.from({ length: 100 }, () =>
      exportedImage(0, { title: filler, metadata: { when: '2020-01-31' } }),
    );
    const other = exportedImage(0, { metadata: { when: 'spring' } });
    const { cell } = planOf([...dates, other]);
    expect(cell('when', withMetadata({ when: '2020-01-31' }))).toBe('"2020-01-31T00:00:00.000"');
    expect(cell('when', withMetadata({ when: '2020-01-31 10:30Z' }))).toBe('"2020-01-31T10:30:00.000Z"');
    expect(cell('when', other)).toBe('"spring"');
  });

  it('gives samples a plain value in every column', () => {
    const { cell } = planOf([exportedImage(0), exportedImage(1, { caption: 'c', tags: ['a'], metadata: { n: 1 } })]);
    expect(['caption', 'tags', 'n'].map((name) => cell(name, exportedImage(0), 'samples'))).toEqual(['""', '""', '""']);
    expect(cell('tags', exportedImage(1, { tags: ['a', 'b'] }), 'samples')).toBe('"[\\"a\\",\\"b\\"]"');
    expect(cell('width', exportedImage(0), 'samples')).toBe('400');
  });

  it('writes text that every JSON reader accepts', () => {
    const image = exportedImage(0, { title: 'lone \ud800 and \0 nul' });
    expect(planOf([image]).cell('title', image)).toBe('"lone \ufffd and  nul"');
  });
});
