import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('an address is the same in other letters and with blanks around it', async () => {
  const { email, password } = await signUp(api);
  const response = await fetch(`${api.url}/api/v1/auth/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ` ${email.toUpperCase()} `, password }),
  });
  expect(response.status).toBe(200);
});
