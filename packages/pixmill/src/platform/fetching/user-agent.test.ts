import { expect, it } from 'vitest';
import { buildUserAgent, PROJECT_URL } from './user-agent.ts';

it.each([
  [undefined, `Pixmill/1.2.3 (+${PROJECT_URL})`],
  ['', `Pixmill/1.2.3 (+${PROJECT_URL})`],
  ['ops@example.org', `Pixmill/1.2.3 (+${PROJECT_URL}; ops@example.org)`],
  ['a) Mozilla/5.0 (\r\nX: y', `Pixmill/1.2.3 (+${PROJECT_URL}; aMozilla/5.0X:y)`],
])('with contact %j it reads %s', (contact, expected) => {
  expect(buildUserAgent({ version: '1.2.3', contact })).toBe(expected);
});
