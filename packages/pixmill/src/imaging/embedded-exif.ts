import type { EmbeddedFacts } from './embedded-facts.ts';
import { embeddedText } from './embedded-text.ts';

const TAGS = { description: 0x010e, make: 0x010f, model: 0x0110, artist: 0x013b, copyright: 0x8298, exif: 0x8769 };
const TAKEN_AT = 0x9003;
const ORIENTATION = 0x0112;
const MOST_ENTRIES = 512;

type Entry = { readonly text: string | undefined; readonly number: number; readonly short: number };

const readDirectory = (data: DataView, offset: number, little: boolean): Map<number, Entry> => {
  const entries = new Map<number, Entry>();
  const count = Math.min(data.getUint16(offset, little), MOST_ENTRIES);
  for (let index = 0; index < count; index++) {
    const at = offset + 2 + index * 12;
    const tag = data.getUint16(at, little);
    const type = data.getUint16(at + 2, little);
    const length = data.getUint32(at + 4, little);
    const number = data.getUint32(at + 8, little);
    const start = length <= 4 ? at + 8 : number;
    const isText = type === 2 && start + length <= data.byteLength;
    entries.set(tag, {
      number,
      short: data.getUint16(at + 8, little),
      text: isText ? embeddedText(new Uint8Array(data.buffer, data.byteOffset + start, length)) : undefined,
    });
  }
  return entries;
};

/** `2024:05:06 07:08:09` of EXIF as `2024-05-06T07:08:09`; EXIF knows no time zone. Undefined when it is no date. */
const exifTime = (text: string | undefined): string | undefined => {
  const [, year, month, day, time] = /^(\d{4})[:-](\d\d)[:-](\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? '') ?? [];
  if (year === undefined || year === '0000') return undefined;
  const written = `${year}-${month}-${day}T${time}`;
  return Number.isNaN(Date.parse(`${written}Z`)) ? undefined : written;
};

const openExif = (block: Uint8Array): { data: DataView; little: boolean; main: Map<number, Entry> } | undefined => {
  const start = block[0] === 0x45 && block[1] === 0x78 ? 6 : 0;
  const data = new DataView(block.buffer, block.byteOffset + start, block.byteLength - start);
  const little = data.getUint16(0) === 0x4949;
  if (data.getUint16(2, little) !== 42) return undefined;
  return { data, little, main: readDirectory(data, data.getUint32(4, little), little) };
};

/** The orientation, 1..8, that an EXIF block states; 1 when it states none that is valid. */
export const exifOrientation = (block: Uint8Array | undefined): number => {
  if (block === undefined) return 1;
  try {
    const orientation = openExif(block)?.main.get(ORIENTATION)?.short ?? 1;
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
};

/** Facts of an EXIF block (with or without the `Exif\0\0` in front). Throws a RangeError when it points outside itself. */
export const readExif = (block: Uint8Array): EmbeddedFacts => {
  const opened = openExif(block);
  if (opened === undefined) return {};
  const { data, little, main } = opened;
  const text = (tag: number): string | undefined => main.get(tag)?.text;
  const exifAt = main.get(TAGS.exif)?.number;
  const takenAt = exifAt === undefined ? undefined : exifTime(readDirectory(data, exifAt, little).get(TAKEN_AT)?.text);
  const make = text(TAGS.make);
  const model = text(TAGS.model);
  const camera = make !== undefined && model?.startsWith(make) !== true ? `${make} ${model ?? ''}`.trim() : model;
  const facts = { takenAt, camera, caption: text(TAGS.description), creator: text(TAGS.artist) };
  const copyright = text(TAGS.copyright);
  return {
    ...(facts.takenAt === undefined ? {} : { takenAt: facts.takenAt }),
    ...(facts.camera === undefined ? {} : { camera: facts.camera }),
    ...(facts.caption === undefined ? {} : { caption: facts.caption }),
    ...(facts.creator === undefined ? {} : { creator: facts.creator }),
    ...(copyright === undefined ? {} : { copyright }),
  };
};
