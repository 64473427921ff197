import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHttpServer, type HttpServer } from './create-server.ts';
import { createLogger } from '../logging/logger.ts';
import { createKeptAnswers } from './kept-answers.ts';

let server: HttpServer;
let url = '';
let made = 0;
let basis = { audience: 'ada', revision: '1' };
let size = 1;
beforeAll(async () => {
  server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  const keptAnswers = createKeptAnswers({ mostBytes: 8000 });
  server.get('/list', (request, reply) =>
    keptAnswers(request, reply, { ...basis, make: async () => ({ made: ++made, padding: 'ä'.repeat(size) }) }),
  );
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());
beforeEach(() => {
  made = 0;
  size = 1;
});

const ask = async (query: string): Promise<{ readonly made: number; readonly padding: string }> => {
  const response = await fetch(`${url}/list?${query}`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return JSON.parse(await response.text());
};

test('an answer is made once for as long as its revision stays, and is the same text', async () => {
  basis = { audience: 'ada', revision: '1' };
  expect([await ask('same'), await ask('same')]).toEqual([
    { made: 1, padding: 'ä' },
    { made: 1, padding: 'ä' },
  ]);
});

test('it is made anew for another revision, another address and another audience', async () => {
  basis = { audience: 'ada', revision: '1' };
  await ask('other');
  basis = { audience: 'ada', revision: '2' };
  expect((await ask('other')).made).toBe(2);
  expect((await ask('further')).made).toBe(3);
  basis = { audience: 'bob', revision: '2' };
  expect((await ask('other')).made).toBe(4);
});

test('one that is too large is sent all the same, and not kept', async () => {
  basis = { audience: 'ada', revision: '1' };
  size = 4000;
  await ask('large');
  const { made: again, padding } = await ask('large');
  expect([again, padding.length]).toEqual([2, 4000]);
});
