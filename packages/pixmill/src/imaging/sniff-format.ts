import type { ImageFormat } from './inspection.ts';

/** What the first bytes say that a file is. `name` is for people, e.g. `HTML page`. */
export type Sniffed =
  | { readonly kind: 'image'; readonly format: ImageFormat; readonly name: string }
  | { readonly kind: 'svg' | 'unsupported' | 'damaged' | 'other' | 'empty'; readonly name: string };

const text = (head: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...head.subarray(start, start + length));

const image = (format: ImageFormat): Sniffed => ({ kind: 'image', format, name: format.toUpperCase() });
const unsupported = (name: string): Sniffed => ({ kind: 'unsupported', name });
const other = (name: string): Sniffed => ({ kind: 'other', name });

/** [offset, bytes as latin-1 text, answer]; the first that fits counts. */
const SIGNATURES: readonly (readonly [number, string, Sniffed])[] = [
  [0, '\xff\xd8\xff', image('jpeg')],
  [12, 'CgBI', unsupported('Apple’s private PNG variant')],
  [0, '\x89PNG\r\n\x1a\n', image('png')],
  [0, 'GIF87a', image('gif')],
  [0, 'GIF89a', image('gif')],
  [8, 'CR\x02', unsupported('camera raw (Canon)')],
  [0, 'II*\0', image('tiff')],
  [0, 'MM\0*', image('tiff')],
  [0, 'II+\0', image('tiff')],
  [0, 'MM\0+', image('tiff')],
  [0, '\x8aMNG', unsupported('MNG animation')],
  [0, '\xff\x0a', unsupported('JPEG XL')],
  [0, '\0\0\0\x0cJXL ', unsupported('JPEG XL')],
  [0, '\0\0\0\x0cjP  ', unsupported('JPEG 2000')],
  [0, '\xff\x4f\xff\x51', unsupported('JPEG 2000')],
  [0, 'II\xbc', unsupported('JPEG XR')],
  [0, '8BPS', unsupported('Photoshop document')],
  [0, 'v/1\x01', unsupported('OpenEXR')],
  [0, '#?RADIANCE', unsupported('Radiance HDR')],
  [0, '#?RGBE', unsupported('Radiance HDR')],
  [0, 'farbfeld', unsupported('farbfeld')],
  [0, 'qoif', unsupported('QOI')],
  [0, 'DDS ', unsupported('DirectDraw surface')],
  [0, 'SIMPLE  =', unsupported('FITS')],
  [0, 'gimp xcf', unsupported('GIMP document')],
  [0, 'AT&TFORM', unsupported('DjVu')],
  [0, 'IIRO', unsupported('camera raw (Olympus)')],
  [0, 'FUJIFILMCCD-RAW', unsupported('camera raw (Fujifilm)')],
  [0, '\xd7\xcd\xc6\x9a', unsupported('Windows metafile')],
  [0, '%PDF-', other('PDF document')],
  [0, '%!PS', other('PostScript document')],
  [0, 'PK\x03\x04', other('ZIP archive')],
  [0, 'PK\x05\x06', other('ZIP archive')],
  [0, '\x1f\x8b', other('gzip archive')],
  [0, '7z\xbc\xaf\x27\x1c', other('7z archive')],
  [0, 'Rar!\x1a\x07', other('RAR archive')],
  [0, 'BZh', other('bzip2 archive')],
  [0, '\x28\xb5\x2f\xfd', other('Zstandard archive')],
  [36, 'acsp', other('ICC profile')],
  [257, 'ustar', other('tar archive')],
  [0, '\x1a\x45\xdf\xa3', other('Matroska or WebM video')],
  [0, 'FLV\x01', other('Flash video')],
  [0, '\0\0\x01\xba', other('MPEG video')],
  [0, '\0\0\x01\xb3', other('MPEG video')],
  [0, 'OggS', other('Ogg media')],
  [0, 'ID3', other('MP3 audio')],
  [0, 'fLaC', other('FLAC audio')],
  [0, '\x7fELF', other('program')],
  [0, 'MZ', other('program')],
  [0, 'SQLite format 3', other('SQLite database')],
  [0, 'PAR1', other('Parquet table')],
  [0, 'wOF', other('font')],
];

const BRANDS: Readonly<Record<string, Sniffed>> = {
  avif: image('avif'),
  avis: image('avif'),
  heic: unsupported('HEIC'),
  heix: unsupported('HEIC'),
  heim: unsupported('HEIC'),
  heis: unsupported('HEIC'),
  hevc: unsupported('HEIC'),
  hevx: unsupported('HEIC'),
  jxl: unsupported('JPEG XL'),
  'crx ': unsupported('camera raw (Canon)'),
  'qt  ': other('QuickTime video'),
};

/** ISO base media file: the major brand, then the compatible ones, tell AVIF from HEIC from video. */
const sniffBrands = (head: Uint8Array): Sniffed => {
  const boxEnd = Math.min(head.length, ((head[2] ?? 0) << 8) | (head[3] ?? 0));
  const brands = [text(head, 8, 4)];
  for (let offset = 16; offset + 4 <= boxEnd; offset += 4) brands.push(text(head, offset, 4));
  for (const brand of brands) {
    const known = BRANDS[brand];
    if (known !== undefined) return known;
  }
  if (brands.includes('mif1') || brands.includes('msf1')) return unsupported('HEIF');
  return other('MP4 video');
};

const sniffRiff = (head: Uint8Array): Sniffed => {
  const type = text(head, 8, 4);
  if (type === 'WEBP') return image('webp');
  if (type === 'AVI ') return other('AVI video');
  return other(type === 'WAVE' ? 'WAV audio' : 'RIFF media');
};

const BMP_HEADER_SIZES = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

const isBmp = (head: Uint8Array): boolean =>
  text(head, 0, 2) === 'BM' && BMP_HEADER_SIZES.has((head[14] ?? 0) | ((head[15] ?? 0) << 8));

const isIcon = (head: Uint8Array): boolean =>
  head[0] === 0 &&
  head[1] === 0 &&
  (head[2] === 1 || head[2] === 2) &&
  head[3] === 0 &&
  (head[4] ?? 0) > 0 &&
  head[5] === 0;

/** TGA has no magic: plausible colour map, image type and depth count, after everything else failed. */
const isTga = (head: Uint8Array): boolean =>
  head.length >= 18 &&
  (head[1] ?? 2) <= 1 &&
  [1, 2, 3, 9, 10, 11].includes(head[2] ?? 0) &&
  [8, 15, 16, 24, 32].includes(head[16] ?? 0) &&
  [0, 15, 16, 24, 32].includes(head[7] ?? 0);

const UTF8_BOM = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

const sniffText = (head: Uint8Array): Sniffed | undefined => {
  // NUL is dropped so that UTF-16 markup is seen as well.
  const start = text(head, 0, Math.min(head.length, 4096)).replace(UTF8_BOM, '').replaceAll('\0', '').trimStart();
  const lower = start.toLowerCase();
  if (
    lower.startsWith('<svg') ||
    (/^<(?:\?xml|!--|!doctype)/.test(lower) && /<(?:\w+:)?svg[\s>]|<!doctype svg/.test(lower))
  ) {
    return { kind: 'svg', name: 'SVG drawing' };
  }
  if (
    /^<(?:!doctype html|html|head|body|title|script|meta|!--|div|p|h1)[\s>]/.test(lower) ||
    /<html[\s>]/.test(lower)
  ) {
    return other('HTML page');
  }
  if (lower.startsWith('<?xml') || /^<[a-z][\w:-]*[\s>]/.test(lower)) return other('XML document');
  if (/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\d\]]|$))/.test(start)) return other('JSON document');
  if (/^P[1-7][\s#]/.test(start)) return unsupported('PNM bitmap');
  if (lower.startsWith('version https://git-lfs')) return other('Git LFS pointer');
  if (start.length > 0 && !/[^\t\n\r\x20-\x7e\x80-\xff]/.test(text(head, 0, 512))) return other('text');
  return undefined;
};

/**
 * Names the format of a file by its first bytes (4 KiB are enough); name and Content-Type do not count.
 * Only `kind: 'image'` is ever given to a decoder.
 */
export const sniffFormat = (bytes: Uint8Array): Sniffed => {
  if (bytes.length === 0) return { kind: 'empty', name: 'nothing' };
  const head = bytes.subarray(0, 4096);
  for (const [offset, signature, answer] of SIGNATURES) {
    if (text(head, offset, signature.length) === signature) return answer;
  }
  if (text(head, 0, 4) === 'RIFF') return sniffRiff(head);
  if (text(head, 4, 4) === 'ftyp') return sniffBrands(head);
  if (text(head, 0, 32).includes('IHDR')) return { kind: 'damaged', name: 'PNG with a damaged signature' };
  if (isBmp(head)) return image('bmp');
  const named = sniffText(head);
  if (named !== undefined) return named;
  if (isIcon(head)) return unsupported('Windows icon or cursor');
  if (isTga(head)) return unsupported('TGA');
  return other('unknown data');
};
