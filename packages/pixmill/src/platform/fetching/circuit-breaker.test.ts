import { expect, it } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

const breakerAfter = (failures: number) => {
  const breaker = createCircuitBreaker({ threshold: 3, pauseMs: 100, maxPauseMs: 300 });
  for (let count = 0; count < failures; count += 1) breaker.failed(1000);
  return breaker;
};

it('stays closed below the threshold, and forgets failures at a success', () => {
  const breaker = breakerAfter(2);
  expect(breaker.state(1000)).toBe('closed');
  breaker.succeeded();
  expect(breaker.clean()).toBe(true);
  breaker.failed(1000);
  breaker.failed(1000);
  expect(breaker.state(1000)).toBe('closed');
});

it('opens at the threshold, and is half-open when the pause is over', () => {
  const breaker = breakerAfter(3);
  expect(breaker.state(1000)).toBe('open');
  expect(breaker.openUntil()).toBe(1100);
  expect(breaker.state(1100)).toBe('half-open');
});

it('closes when the probe succeeds', () => {
  const breaker = breakerAfter(3);
  breaker.succeeded();
  expect(breaker.state(1100)).toBe('closed');
});

it('opens for twice as long, up to a limit, when the probe fails', () => {
  const breaker = breakerAfter(3);
  breaker.failed(1100);
  expect(breaker.openUntil()).toBe(1300);
  breaker.failed(1300);
  expect(breaker.openUntil()).toBe(1600);
  breaker.failed(1600);
  expect(breaker.openUntil()).toBe(1900);
});

it('does not count requests that were under way when it opened', () => {
  const breaker = breakerAfter(3);
  breaker.failed(1050);
  expect(breaker.openUntil()).toBe(1100);
});
