import type { ImageFormat, Inspection } from '../../imaging/inspection.ts';
import { IMAGE_FORMATS } from '../../imaging/inspection.ts';

/** Why a file could not be measured. */
export type Unreadable = { readonly code: string; readonly detail: string };

/** One measured image. */
export type MeasuredFile = {
  readonly bytes: number;
  /** Of the file, 64 hex digits. */
  readonly sha256: string;
  readonly inspection: Inspection;
  /** Names of the checks that it does not pass. */
  readonly findings: readonly string[];
  /** Whether the mode would turn it away. */
  readonly rejected: boolean;
};

/** Bytes of the pixel hash that are kept: 128 bits never agree by chance. */
export const PIXEL_HASH_BYTES = 16;
export const SHA256_BYTES = 32;
/** Kinds of findings, one bit each. */
const MAX_KINDS = 32;

const OPEN = 0;
const MEASURED = 1;
const REJECTED = 2;

/**
 * Everything that is remembered of the files of a check, in flat columns: about 120 bytes a file beside its path, however
 * many files there are. A row that was never written belongs to a file that was not looked at.
 */
export const createFileMeasures = (count: number) => {
  const state = new Uint8Array(count);
  const bytes = new Float64Array(count);
  const width = new Uint32Array(count);
  const height = new Uint32Array(count);
  const format = new Uint8Array(count);
  const sha256 = Buffer.alloc(count * SHA256_BYTES);
  const pixelHash = Buffer.alloc(count * PIXEL_HASH_BYTES);
  const phash = { high: new Uint32Array(count), low: new Uint32Array(count) };
  const hashable = new Uint8Array(count);
  const dark = new Float32Array(count);
  const light = new Float32Array(count);
  const blurry = new Float32Array(count);
  const entropy = new Float32Array(count);
  const sharpness = new Float32Array(count);
  const brightness = new Float32Array(count);
  const findings = new Uint32Array(count);
  const kinds: string[] = [];
  const unreadable = new Map<number, Unreadable>();
  const unreadableFiles: ReadonlyMap<number, Unreadable> = unreadable;

  const bitOf = (name: string): number => {
    const known = kinds.indexOf(name);
    if (known !== -1) return 1 << known;
    if (kinds.length === MAX_KINDS) throw new Error('There are more kinds of findings than a row can hold.');
    return 1 << (kinds.push(name) - 1);
  };

  return {
    count,
    bytes,
    width,
    height,
    sha256,
    pixelHash,
    phash,
    hashable,
    dark,
    light,
    blurry,
    entropy,
    sharpness,
    brightness,
    /** By the index of the file; entered while files are measured. */
    unreadable: unreadableFiles,
    isMeasured: (index: number): boolean => (state[index] ?? OPEN) !== OPEN,
    /** Whether the mode would turn the image away. */
    isRejected: (index: number): boolean => state[index] === REJECTED,
    formatOf: (index: number): ImageFormat => IMAGE_FORMATS[format[index] ?? 0] ?? 'jpeg',
    sha256Of: (index: number): string => sha256.toString('hex', index * SHA256_BYTES, (index + 1) * SHA256_BYTES),
    phashOf: (index: number): string =>
      [phash.high, phash.low].map((half) => (half[index] ?? 0).toString(16).padStart(8, '0')).join(''),
    findingsOf: (index: number): readonly string[] => kinds.filter((_, bit) => ((findings[index] ?? 0) >>> bit) & 1),
    hasFindings: (index: number): boolean => findings[index] !== 0,
    /** Adds a finding that only the whole set can tell. */
    addFinding: (index: number, name: string): void => {
      findings[index] = (findings[index] ?? 0) | bitOf(name);
    },
    recordUnreadable: (index: number, reason: Unreadable): void => {
      unreadable.set(index, reason);
    },
    record: (index: number, file: MeasuredFile): void => {
      const { inspection } = file;
      state[index] = file.rejected ? REJECTED : MEASURED;
      bytes[index] = file.bytes;
      width[index] = inspection.width;
      height[index] = inspection.height;
      format[index] = IMAGE_FORMATS.indexOf(inspection.format);
      sha256.write(file.sha256, index * SHA256_BYTES, SHA256_BYTES, 'hex');
      pixelHash.write(inspection.pixelHash, index * PIXEL_HASH_BYTES, PIXEL_HASH_BYTES, 'hex');
      phash.high[index] = Number.parseInt(inspection.phash.slice(0, 8), 16);
      phash.low[index] = Number.parseInt(inspection.phash.slice(8), 16);
      hashable[index] = Number(inspection.hashable);
      dark[index] = inspection.scores.dark;
      light[index] = inspection.scores.light;
      blurry[index] = inspection.scores.blurry;
      entropy[index] = inspection.entropy;
      sharpness[index] = inspection.sharpness;
      brightness[index] = inspection.brightness.mean;
      findings[index] = file.findings.reduce((bits, name) => bits | bitOf(name), 0);
    },
  };
};
export type FileMeasures = ReturnType<typeof createFileMeasures>;
