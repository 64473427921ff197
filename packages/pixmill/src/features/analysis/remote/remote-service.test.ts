import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRemoteServer, type GivenAnswer, type RemoteServer } from '../../../../test/remote-analysers.ts';
import { analysisError } from './analysis.errors.ts';
import { openRemoteService, USUAL_PATIENCE, type Patience } from './remote-service.ts';
import { Waiting } from './waiting.ts';

const QUICK = { baseMs: 1, maxMs: 2, breakMs: 60_000 };
const KEY = 'sk-very-secret-key-1234567890';

let server: RemoteServer | undefined;
afterEach(() => server?.close());

const open = async (
  answer: (n: number) => GivenAnswer,
  {
    patience = {},
    budget = 0,
    takeRequest = async () => true,
  }: { patience?: Partial<Patience>; budget?: number; takeRequest?: (perDay: number) => Promise<boolean> } = {},
) => {
  server = await startRemoteServer(({ n }) => answer(n));
  const started = server;
  const service = openRemoteService({
    analyser: 'azure',
    patience: { ...USUAL_PATIENCE, timeoutMs: 10_000, ...QUICK, ...patience },
    budget,
    takeRequest,
  });
  const ask = (signal = new AbortController().signal) =>
    service.ask({ url: started.origin, headers: { authorization: `Bearer ${KEY}` }, body: 'picture' }, signal);
  return { ask, service, asked: started.asked };
};

/** How asking ended: the sentence, and what is said of coming back. */
const troubleOf = async (asking: Promise<unknown>) => {
  const error = await asking.then(
    () => new Error('It answered.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('Nothing was thrown.');
  expect(`${error.message} ${String(error.cause)}`).not.toContain(KEY);
  return error instanceof Waiting
    ? { said: error.message, inMs: error.until.getTime() - Date.now(), counts: error.counts }
    : { said: error.message };
};

describe('a service of others', () => {
  it('is tried again when it has trouble, and its answer taken whatever else it says', async () => {
    const { ask, asked } = await open((n) => (n < 3 ? { status: 503 } : { status: 404, text: 'nothing' }));
    expect(await ask()).toMatchObject({ status: 404, text: 'nothing' });
    expect(asked).toHaveLength(3);
  });

  it('that does not get better lets the image come back, which counts', async () => {
    const { ask, asked } = await open(() => ({ status: 500 }));
    const trouble = await troubleOf(ask());
    expect(trouble.said).toBe('The service of the analyser azure has trouble of its own (HTTP 500).');
    expect(trouble).toMatchObject({ counts: true });
    expect(trouble.inMs).toBeGreaterThan(20_000);
    expect(asked).toHaveLength(3);
  });

  it('is waited for as long as it asks, when that is short', async () => {
    const { ask, asked } = await open((n) => (n === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}));
    expect((await ask()).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  it('that asks for a long pause gets it, from all images, and none of them is at fault', async () => {
    const { ask, asked } = await open(() => ({ status: 429, headers: { 'retry-after': '300' } }));
    for (const _ of [1, 2]) {
      const trouble = await troubleOf(ask());
      expect(trouble).toMatchObject({ said: 'The service of the analyser azure asked to wait.', counts: false });
      expect(trouble.inMs).toBeGreaterThan(290_000);
    }
    expect(asked).toHaveLength(1);
  });

  it('without quota is left alone for an hour', async () => {
    const { ask, asked } = await open(() => ({ status: 429, json: { error: { code: 'insufficient_quota' } } }));
    for (const _ of [1, 2]) {
      const trouble = await troubleOf(ask());
      expect(trouble.said).toMatch(/says that the quota of its account is spent\.$/);
      expect(trouble.inMs).toBeGreaterThan(3_500_000);
    }
    expect(asked).toHaveLength(1);
  });

  it('that never answers is given up after its time, once', async () => {
    const { ask, asked } = await open(() => null, { patience: { timeoutMs: 100 } });
    expect(await troubleOf(ask())).toMatchObject({ counts: true });
    expect(asked).toHaveLength(1);
  });

  it('that fails again and again is left alone, then tried by one image alone', async () => {
    const { ask, asked } = await open((n) => (n < 6 ? { status: 500 } : {}), { patience: { tries: 1, breakMs: 50 } });
    for (const _ of [1, 2, 3, 4, 5]) expect((await troubleOf(ask())).said).toContain('has trouble');
    expect(await troubleOf(ask())).toMatchObject({ counts: false, said: expect.stringContaining('left alone') });
    expect(asked).toHaveLength(5);
    const probes = await vi.waitFor(async () => {
      const ended = await Promise.allSettled([ask(), ask()]);
      expect(ended.map(({ status }) => status)).toContain('fulfilled');
      return ended;
    });
    expect(probes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await ask()).status).toBe(200);
  });

  it('cannot fill the memory, nor lead the key elsewhere', async () => {
    const { ask, asked } = await open((n) =>
      n === 1 ? { text: 'x'.repeat(3_000_000) } : { status: 302, headers: { location: '/elsewhere' } },
    );
    expect((await troubleOf(ask())).said).toMatch(/an answer of more than 1048576 bytes\.$/);
    expect((await ask()).status).toBe(302);
    expect(asked).toHaveLength(2);
  });

  it('that is not there is said to be so, without its address', async () => {
    const { ask } = await open(() => ({}));
    await server?.close();
    expect((await troubleOf(ask())).said).toBe('The service of the analyser azure cannot be reached (ECONNREFUSED).');
  });

  it('that refuses everything is not asked again for a while', async () => {
    const { ask, service, asked } = await open(() => ({}));
    service.refuse(analysisError('analysis.refused', { analyser: 'azure', status: 401, settings: 'AZURE_VISION_KEY' }));
    expect(await troubleOf(ask())).toEqual({
      said: 'The service of the analyser azure refused the request (HTTP 401); check AZURE_VISION_KEY.',
    });
    expect(asked).toHaveLength(0);
  });

  it('is asked no more often a day than its budget allows, each try counted', async () => {
    let left = 3;
    const takeRequest = async () => left-- > 0;
    const { ask, asked, service } = await open((n) => (n === 1 ? { status: 500 } : {}), { budget: 3, takeRequest });
    await ask();
    await ask();
    const trouble = await troubleOf(ask());
    expect(trouble.said).toMatch(
      /asked 3 times today, which is its ANALYSIS_DAILY_BUDGET; it goes on tomorrow \(UTC\)/,
    );
    expect(trouble).toMatchObject({ counts: false });
    const midnight = (Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 - Date.now();
    expect(trouble.inMs).toBeGreaterThan(midnight - 5_000);
    expect(trouble.inMs).toBeLessThan(midnight + 6 * 60_000);
    expect(asked).toHaveLength(3);
    expect(service.check).toThrow('goes on tomorrow');
  });

  it('stops being asked when the work is aborted', async () => {
    const { ask } = await open(() => null);
    const controller = new AbortController();
    const asking = ask(controller.signal);
    await vi.waitFor(() => expect(server?.asked).toHaveLength(1));
    controller.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });
});
