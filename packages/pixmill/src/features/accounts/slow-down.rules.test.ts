import { expect, test } from 'vitest';
import {
  ACCOUNT_SLOW_DOWN,
  accountSubject,
  ADDRESS_SLOW_DOWN,
  addressSubject,
  oneMoreFailure,
  secondsToWait,
} from './slow-down.rules.ts';

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);

test('the first failures cost nothing, then the wait doubles up to its limit', () => {
  const waits = Array.from({ length: 24 }, (_, failures) =>
    secondsToWait(ACCOUNT_SLOW_DOWN, { failures, lastAt: at(0) }, at(0)),
  );
  expect(waits.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
  expect(waits.slice(10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300]);
  expect(secondsToWait(ADDRESS_SLOW_DOWN, { failures: 1_000_000, lastAt: at(0) }, at(0))).toBe(900);
});

test('the wait counts from the last failure and ends', () => {
  const failures = { failures: 14, lastAt: at(0) };
  expect([0, 0.5, 15, 16, 17].map((now) => secondsToWait(ACCOUNT_SLOW_DOWN, failures, at(now)))).toEqual([
    16, 16, 1, 0, 0,
  ]);
});

test('after a quiet time everything is forgotten', () => {
  const failures = { failures: 14, lastAt: at(0) };
  expect(oneMoreFailure(ACCOUNT_SLOW_DOWN, failures, at(86_400))).toEqual({ failures: 15, lastAt: at(86_400) });
  expect(oneMoreFailure(ACCOUNT_SLOW_DOWN, failures, at(86_401))).toEqual({ failures: 1, lastAt: at(86_401) });
});

test('failures are counted without regard to case, and for a whole IPv6 network', () => {
  expect(accountSubject(' Ada@Example.com ')).toBe(accountSubject('ada@example.com'));
  expect(addressSubject('2001:db8:1:2::1')).toBe(addressSubject('2001:db8:1:2:ffff::9'));
  expect(addressSubject('2001:db8:1:2::1')).not.toBe(addressSubject('2001:db8:1:3::1'));
  expect(addressSubject('::ffff:192.0.2.1')).toBe(addressSubject('192.0.2.1'));
});
