import { expect, it } from 'vitest';
import { readYunet } from './yunet.ts';

const SEEN = { width: 64, height: 32, shown: { width: 64, height: 32 } };

/** One stride of 16: 4 x 2 cells. */
const read = (cells: Readonly<Record<number, { cls: number; obj: number; box: readonly number[] }>>) => {
  const tensors = new Map(
    [
      ['cls_16', 1],
      ['obj_16', 1],
      ['bbox_16', 4],
    ].map(([name, size]) => [String(name), { dims: [1, 8, Number(size)], data: new Float32Array(8 * Number(size)) }]),
  );
  for (const [cell, { cls, obj, box }] of Object.entries(cells)) {
    tensors.get('cls_16')?.data.set([cls], Number(cell));
    tensors.get('obj_16')?.data.set([obj], Number(cell));
    tensors.get('bbox_16')?.data.set(box, Number(cell) * 4);
  }
  const tensorOf = (name: string) => tensors.get(name) ?? { dims: [0], data: new Float32Array() };
  return readYunet(tensorOf, { seen: SEEN, strides: [16], least: 0.7, overlap: 0.3 });
};

it('scores by the geometric mean, and places a box by its cell', () => {
  // Cell 5 is (1, 1): centre (16 * 1.5, 16 * 1.5), sides 16 and 8.
  const [face, ...more] = read({ 5: { cls: 0.81, obj: 1, box: [0.5, 0.5, 0, Math.log(0.5)] } });
  expect(more).toEqual([]);
  expect(face?.confidence).toBeCloseTo(0.9, 5);
  expect(face?.box.x).toBeCloseTo(0.25, 5);
  expect(face?.box.y).toBeCloseTo(0.625, 5);
  expect(face?.box.width).toBeCloseTo(0.25, 5);
  expect(face?.box.height).toBeCloseTo(0.25, 5);
});

it('leaves out what is not sure, and scores above one as one', () => {
  expect(read({ 0: { cls: 0.4, obj: 1, box: [0, 0, 0, 0] } })).toEqual([]);
  expect(read({ 0: { cls: 1.2, obj: 1.1, box: [0.5, 0.5, 0, 0] } })).toMatchObject([{ confidence: 1 }]);
});

it('keeps one of the boxes that lie on one face', () => {
  const found = read({
    0: { cls: 0.9, obj: 0.9, box: [0.5, 0.5, 0, 0] },
    1: { cls: 1, obj: 1, box: [-0.4, 0.5, 0, 0] },
    3: { cls: 0.8, obj: 0.8, box: [0.5, 0.5, 0, 0] },
  });
  expect(found.map(({ confidence }) => confidence.toFixed(1))).toEqual(['1.0', '0.8']);
});
