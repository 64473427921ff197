import { describe, expect, it } from 'vitest';
import { createLayout } from './image-layout.ts';
import { createImageSlots } from './image-slots.ts';

describe('createLayout', () => {
  it('keeps a label in one folder as long as it fits', () => {
    const layout = createLayout({ labels: [{ directory: 'hat', images: 10_000 }], labelFiles: [] });
    expect(layout.stem({ label: 0, number: 10_000 })).toBe('hat/010000');
  });

  it('spreads a larger one over folders of at most 10,000 entries', () => {
    const layout = createLayout({ labels: [{ directory: 'hat', images: 25_000 }], labelFiles: [] });
    expect(layout.stem({ label: 0, number: 1 })).toBe('hat/0000/000001');
    expect(layout.stem({ label: 0, number: 10_000 })).toBe('hat/0000/010000');
    expect(layout.stem({ label: 0, number: 10_001 })).toBe('hat/0001/010001');
    expect(layout.stem({ label: 0, number: 25_000 })).toBe('hat/0002/025000');
  });

  it('makes room for several label files an image', () => {
    const layout = createLayout({ labels: [{ directory: 'hat', images: 9000 }], labelFiles: ['txt', 'json'] });
    expect(layout.stem({ label: 0, number: 5001 })).toBe('hat/0001/005001');
  });

  it('gives names that sort like numbers for more than a million images', () => {
    const layout = createLayout({ labels: [{ directory: 'hat', images: 1_000_001 }], labelFiles: [] });
    expect(layout.stem({ label: 0, number: 1 })).toBe('hat/0000/0000001');
  });
});

describe('createImageSlots', () => {
  it('finds every image by its id, with its hashes', () => {
    const slots = createImageSlots([3, 2], 2);
    const places = ['a', 'b', 'c'].map((id) => slots.take(id, id === 'b' ? 1 : 0, 0));
    expect(places).toEqual([
      { label: 0, number: 1 },
      { label: 1, number: 1 },
      { label: 0, number: 2 },
    ]);
    slots.setHash({ label: 0, number: 2 }, 1, 'ab'.repeat(32));
    slots.setExtension({ label: 0, number: 2 }, 4);
    expect(slots.find('c')).toEqual({ label: 0, number: 2, extension: 4 });
    expect(slots.hash({ label: 0, number: 2 }, 1)).toBe('ab'.repeat(32));
    expect(slots.find('d')).toBeNull();
  });

  it('takes no image twice, and none that was not announced', () => {
    const slots = createImageSlots([1, 5], 1);
    expect(slots.take('a', 0, 0)).not.toBeNull();
    expect(slots.take('b', 0, 0)).toBeNull();
    expect(slots.take('a', 1, 0)).toBeNull();
    expect(slots.taken()).toBe(1);
  });
});
