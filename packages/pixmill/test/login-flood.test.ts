import { expect, it } from 'vitest';
import { signUp, startTestApi } from './api.ts';

it('a thousand logins a minute from one address are turned away, and others are answered meanwhile', async () => {
  const api = await startTestApi({ RATE_LIMIT_ANONYMOUS: '20' });
  const user = await signUp(api);
  const seen = new Map<string, number>();
  const logIn = async (email: string): Promise<void> => {
    const response = await fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'not the right one' }),
    });
    await response.text();
    const end = `${response.status} ${response.headers.has('retry-after') ? 'later' : 'now'}`;
    seen.set(end, (seen.get(end) ?? 0) + 1);
  };
  const lane = async (number: number): Promise<void> => {
    for (let round = 0; round < 100; round++) await logIn(`${number}-${round % 7}@example.com`);
  };
  const flood = Promise.all(Array.from({ length: 10 }, (_, number) => lane(number)));
  const others = Array.from({ length: 20 }, () => fetch(`${api.url}/api/v1/users/me`, { headers: user.headers }));
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 200));
  await flood;
  // The minute may have ended in between, and begun anew.
  const looked = seen.get('401 now') ?? 0;
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThanOrEqual(2 * 20);
  expect(Object.fromEntries(seen)).toEqual({ '401 now': looked, '429 later': 1000 - looked });
  await api.close();
});
