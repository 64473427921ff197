import { expect, test } from 'vitest';
import { packVector, unpackVector } from './embedding-bytes.ts';

test('a vector comes back to the last bit, wherever its bytes stand', () => {
  const vector = new Float32Array([0.1, -1, 3.5e-12, 0]);
  const stored = packVector(vector);
  expect(stored.subarray(4, 8)).toEqual(Buffer.from('000080bf', 'hex'));
  const elsewhere = Buffer.concat([Buffer.from('x'), stored]).subarray(1);
  expect(unpackVector(elsewhere)).toEqual(vector);
});
