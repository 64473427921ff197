import { describe, expect, it } from 'vitest';

import { inOrder } from './ordered-work.ts';

const list = async function* (items: readonly number[]): AsyncIterable<number> {
  yield* items;
};

/** Runs work that each item's own promise ends, and records the most that was under way at once. */
const run = async (items: readonly number[], ahead: { readonly items: number; readonly weight: number }) => {
  let count = 0;
  let weight = 0;
  const most = { items: 0, weight: 0 };
  const results: number[] = [];
  const prepare = async (item: number): Promise<number> => {
    count++;
    weight += item;
    most.items = Math.max(most.items, count);
    most.weight = Math.max(most.weight, weight);
    await new Promise(setImmediate);
    count--;
    weight -= item;
    return item;
  };
  for await (const result of inOrder(list(items), prepare, { ...ahead, weigh: (item) => item })) results.push(result);
  return { results, most };
};

describe('work in order', () => {
  it('runs ahead by the number of items and gives results in their order', async () => {
    const { results, most } = await run([3, 1, 2, 1, 1, 3], { items: 4, weight: 100 });
    expect(results).toEqual([3, 1, 2, 1, 1, 3]);
    expect(most.items).toBe(4);
  });

  it('runs ahead by weight, and lets an item that weighs more go alone', async () => {
    const { results, most } = await run([2, 2, 2, 50, 2, 2], { items: 10, weight: 4 });
    expect(results).toEqual([2, 2, 2, 50, 2, 2]);
    expect(most).toEqual({ items: 2, weight: 50 });
  });

  it('waits for what is under way before it throws', async () => {
    let ended = 0;
    const prepare = async (item: number): Promise<number> => {
      await new Promise(setImmediate);
      ended++;
      if (item === 0) throw new Error('item 0');
      return item;
    };
    const work = async () => {
      for await (const _ of inOrder(list([0, 1, 2]), prepare, { items: 3, weight: 9, weigh: () => 1 }));
    };
    await expect(work()).rejects.toThrow('item 0');
    expect(ended).toBe(3);
  });
});
