import { expect, it } from 'vitest';
import { writeTokens, type ScoreNext } from './write-tokens.ts';

const END = 0;
const rules = { start: [END], end: END, most: 10, count: 1, isLate: () => false };
const scores = (best: number): Float32Array => Float32Array.from({ length: 5 }, (_, token) => (token === best ? 1 : 0));

it('writes each text until its own end, and asks no more about those that have ended', async () => {
  const lengths = [3, 0, 2];
  const asked: number[][] = [];
  const written = await writeTokens(
    async (texts) => {
      asked.push(texts.map(({ picture }) => picture));
      expect(new Set(texts.map(({ tokens }) => tokens.length)).size).toBe(1);
      return texts.map(({ picture, tokens }) =>
        scores(tokens.length - 2 < (lengths[picture] ?? 0) ? picture + 1 : END),
      );
    },
    { ...rules, start: [4, 4], count: 3 },
  );
  expect(written).toEqual([[1, 1, 1], [], [3, 3]]);
  expect(asked).toEqual([[0, 1, 2], [0, 2], [0, 2], [0]]);
});

it('takes the first of tokens that score the same, and never one that scores minus infinity', async () => {
  const next = [Float32Array.of(-Infinity, -5, -5), Float32Array.of(-1, -Infinity, -Infinity)];
  expect(await writeTokens(async () => [next.shift() ?? new Float32Array()], rules)).toEqual([[1]]);
});

it.each([
  ['no number', Float32Array.of(1, Number.NaN, 5)],
  ['infinite', Float32Array.of(1, Infinity)],
  ['all minus infinity', Float32Array.of(-Infinity, -Infinity)],
  ['not there', new Float32Array()],
])('gives up where scores are %s', async (_name, wrong) => {
  expect(await writeTokens(async () => [wrong], rules)).toBe('no_number');
});

it('gives up on a text that has no end, after as many tokens as it may have', async () => {
  let steps = 0;
  const endless: ScoreNext = async () => {
    steps += 1;
    return [scores(1)];
  };
  expect(await writeTokens(endless, { ...rules, most: 4 })).toBe('no_end');
  expect(steps).toBe(5);
  const exact: ScoreNext = async ([text]) => [scores((text?.tokens.length ?? 0) > 4 ? END : 1)];
  expect(await writeTokens(exact, { ...rules, most: 4 })).toEqual([[1, 1, 1, 1]]);
});

it('gives up when it is late', async () => {
  let left = 3;
  const isLate = (): boolean => left-- === 0;
  expect(await writeTokens(async () => [scores(1)], { ...rules, isLate })).toBe('late');
});

it('repeats no row of tokens where that is asked for', async () => {
  const turns: ScoreNext = async ([text]) => {
    const best = (text?.tokens.at(-1) ?? 0) === 1 ? 2 : 1;
    return [
      Float32Array.from({ length: 4 }, (_, token) => (token === best ? 9 : token === 3 ? 5 : token === END ? 4 : 0)),
    ];
  };
  expect(await writeTokens(turns, rules)).toBe('no_end');
  // After the second 1 2 it may go on with 1 no more, after the third with neither 1 nor 3.
  expect(await writeTokens(turns, { ...rules, noRepeat: 3 })).toEqual([[1, 2, 1, 2, 3, 1, 2]]);
});

it('may end however often the end has been there', async () => {
  expect(await writeTokens(async () => [scores(END)], { ...rules, start: [END, END, END], noRepeat: 2 })).toEqual([[]]);
});
