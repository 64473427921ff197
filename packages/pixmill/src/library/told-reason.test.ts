import { expect, it } from 'vitest';
import { storageError } from '../platform/storage/storage.errors.ts';
import { toldReason } from './told-reason.ts';

it('says nothing of the server’s own places', () => {
  const { code, message } = storageError('storage.full', { path: '/srv/pixmill/incoming' });
  expect(message).toContain('/srv');
  expect(toldReason({ errorCode: code, errorDetail: message })).toMatch(/^There is no room left in storage/);
});

it('leaves every other reason as it is', () => {
  const of = (errorCode: string | null, errorDetail: string | null) => toldReason({ errorCode, errorDetail });
  expect(of('fetch.timeout', 'The host a.example did not answer.')).toBe('The host a.example did not answer.');
  expect(of('dedupe.exact', null)).toBeNull();
  expect(of(null, null)).toBeNull();
});
