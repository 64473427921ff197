import { describe, expect, test } from 'vitest';
import { gatherReads } from './gather-reads.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('reads of one turn of the event loop', () => {
  test('are one question with every key once, and each gets its own value', async () => {
    const asked: (readonly string[])[] = [];
    const read = gatherReads(async (keys: readonly string[]) => {
      asked.push(keys);
      return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.length]));
    });
    expect(await Promise.all([read('a'), read('bb'), read('a'), read('none')])).toEqual([1, 2, 1, undefined]);
    expect(asked).toEqual([['a', 'bb', 'none']]);
  });

  test('of a later turn are asked anew, also while the first are on their way', async () => {
    let value = 0;
    let answerFirst = () => {};
    const firstMayAnswer = new Promise<void>((resolve) => (answerFirst = resolve));
    const read = gatherReads(async (keys: readonly string[]) => {
      const now = value++;
      if (now === 0) await firstMayAnswer;
      return new Map(keys.map((key) => [key, now]));
    });
    const first = read('a');
    await turn();
    await turn();
    expect(await read('a')).toBe(1);
    answerFirst();
    expect(await first).toBe(0);
  });

  test('fail together, and the next ones do not', async () => {
    let isBroken = true;
    const read = gatherReads(async (keys: readonly string[]) => {
      if (isBroken) throw new Error('no connection');
      return new Map(keys.map((key) => [key, true]));
    });
    const [one, other] = [read('a'), read('b')];
    await expect(one).rejects.toThrow('no connection');
    await expect(other).rejects.toThrow('no connection');
    isBroken = false;
    expect(await read('a')).toBe(true);
  });
});
