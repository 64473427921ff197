import { endianness } from 'node:os';

const FLOAT_BYTES = 4;

/** A vector as it is stored: 32-bit floats, little end first. */
export const packVector = (vector: Float32Array): Buffer => {
  const bytes = Buffer.from(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  return endianness() === 'LE' ? bytes : bytes.swap32();
};

/** The vector of stored bytes. */
export const unpackVector = (bytes: Buffer): Float32Array => {
  // Copied: what a driver gives need not stand where floats may.
  const copy = Buffer.alloc(bytes.length, bytes);
  if (endianness() !== 'LE') copy.swap32();
  const vector = new Float32Array(bytes.length / FLOAT_BYTES);
  new Uint8Array(vector.buffer).set(copy.subarray(0, vector.byteLength));
  return vector;
};
