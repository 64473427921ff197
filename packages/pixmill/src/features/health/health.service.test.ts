import { expect, it } from 'vitest';
import { createHealth, type HealthCheck } from './health.service.ts';

const healthy = { status: 'healthy', message: 'well' } as const;

const open = (checks: readonly (Partial<HealthCheck> & Pick<HealthCheck, 'look'>)[], clock = { ms: 0 }) => {
  const failures: string[] = [];
  const health = createHealth({
    checks: checks.map((check, index) => ({
      name: `part${index}`,
      isVital: false,
      keepMs: 1_000,
      failure: 'It does not work.',
      ...check,
    })),
    now: () => clock.ms,
    failed: (name) => void failures.push(name),
  });
  return { health, failures, clock };
};

it('everything is healthy when every part is', async () => {
  const { health } = open([{ look: async () => healthy }, { look: async () => ({ ...healthy, workers: 2 }) }]);
  expect(await health.report()).toEqual({
    status: 'healthy',
    timestamp: '1970-01-01T00:00:00.000Z',
    services: { part0: healthy, part1: { ...healthy, workers: 2 } },
    missing: [],
  });
});

it('a part that fails is told in a sentence of its own, and the reason goes to the log only', async () => {
  const broken = async () => {
    throw new Error('password hunter2 was refused by 10.0.0.5');
  };
  const { health, failures } = open([{ look: broken }, { look: broken, isVital: true, failure: 'No database.' }]);
  const report = await health.report();
  expect(report).toMatchObject({
    status: 'degraded',
    services: { part0: { status: 'unhealthy', message: 'It does not work.' } },
    missing: ['No database.'],
  });
  expect(JSON.stringify(report)).not.toContain('hunter2');
  expect(failures).toEqual(['part0', 'part1']);
});

it('however many ask, a part is looked at once while its answer holds', async () => {
  let looks = 0;
  const { health, clock } = open([{ look: async () => ({ ...healthy, workers: ++looks }) }]);
  await Promise.all(Array.from({ length: 50 }, () => health.report()));
  clock.ms = 999;
  await health.report();
  expect(looks).toBe(1);
  clock.ms = 1_000;
  expect((await health.report()).services).toEqual({ part0: { ...healthy, workers: 2 } });
});
