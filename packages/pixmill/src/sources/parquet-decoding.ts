import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors, ParquetParsers } from 'hyparquet';
import { compressors as pureCompressors } from 'hyparquet-compressors';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';

/** Native ones where Node has them: faster, and they stop at the length that the page states. */
export const compressors: Compressors = {
  ...pureCompressors,
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

const decoder = new TextDecoder();

/** As the library's own, but a bad JSON value is a text, and shapes on a map stay bytes. */
export const parsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  jsonFromBytes: (bytes) => decoder.decode(bytes),
  geometryFromBytes: (bytes) => bytes,
  geographyFromBytes: (bytes) => bytes,
};
