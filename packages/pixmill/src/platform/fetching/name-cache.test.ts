import { expect, it } from 'vitest';
import { createNameCache, isNotFound } from './name-cache.ts';
import type { ResolvedAddress } from './name-cache.ts';

const failing = (code: string) => Object.assign(new Error(code), { code });

/** A resolver that counts its questions and gives the prepared answers in turn; the last one repeats. */
const resolver = (...answers: readonly (readonly ResolvedAddress[] | Error)[]) => {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (name: string): Promise<readonly ResolvedAddress[]> => {
      asked.push(name);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer');
      return answer;
    },
  };
};
const address = (text: string, ttl?: number): ResolvedAddress => ({
  address: text,
  family: 4,
  ...(ttl === undefined ? {} : { ttl }),
});

it('asks once for concurrent and later questions about one name, whatever its case', async () => {
  const { asked, resolve } = resolver([address('8.8.8.8', 60)]);
  const names = createNameCache(resolve);
  await Promise.all([names.resolve('example.org'), names.resolve('Example.ORG'), names.resolve('example.org')]);
  expect(await names.resolve('example.org')).toEqual([address('8.8.8.8', 60)]);
  expect(asked).toEqual(['example.org']);
});

it('asks again when the time to live is over', async () => {
  const { asked, resolve } = resolver([address('8.8.8.8', 0)], [address('9.9.9.9', 0)]);
  const names = createNameCache(resolve, { minMs: 1 });
  expect((await names.resolve('example.org'))[0]?.address).toBe('8.8.8.8');
  await expect.poll(async () => (await names.resolve('example.org'))[0]?.address).toBe('9.9.9.9');
  expect(asked.length).toBeGreaterThan(1);
});

it('remembers that a name does not exist', async () => {
  const { asked, resolve } = resolver(failing('ENOTFOUND'));
  const names = createNameCache(resolve);
  await expect(names.resolve('nowhere.example')).rejects.toThrow('ENOTFOUND');
  await expect(names.resolve('nowhere.example')).rejects.toThrow('ENOTFOUND');
  expect(asked).toHaveLength(1);
});

it('takes no addresses for no such name', async () => {
  const names = createNameCache(async () => []);
  const error: unknown = await names.resolve('empty.example').catch((reason: unknown) => reason);
  expect(isNotFound(error)).toBe(true);
  expect(isNotFound(failing('ESERVFAIL'))).toBe(false);
});

it('survives a resolver that throws at once', async () => {
  let asked = 0;
  const names = createNameCache(
    () => {
      asked += 1;
      throw failing('EBADNAME');
    },
    { maxMs: 1 },
  );
  await expect(names.resolve('a.example')).rejects.toThrow('EBADNAME');
  await expect
    .poll(() =>
      names.resolve('a.example').then(
        () => 0,
        () => asked,
      ),
    )
    .toBeGreaterThan(1);
});

it('remembers only so many names', async () => {
  const names = createNameCache(async () => [address('8.8.8.8', 60)], { maxNames: 10 });
  for (let index = 0; index < 50; index += 1) await names.resolve(`host${index}.example`);
  expect(names.size()).toBe(10);
});
