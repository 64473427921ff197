import { describe, expect, it } from 'vitest';
import { createUrlSigner } from './signed-url.ts';

const key = Buffer.alloc(32, 7);
const signerAt = (now: number) => createUrlSigner({ key, now: () => now });

const partsOf = (link: string) => {
  const url = new URL(link, 'http://here.test');
  return { path: url.pathname, given: Object.fromEntries(url.searchParams) };
};

describe('a signed link', () => {
  it('is valid for at least as long as was promised, and not after it has expired', () => {
    const { path, given } = partsOf(signerAt(1000).sign('/api/v1/images/1/file', { validSeconds: 600 }));
    expect(() => signerAt(1600).check(path, given)).not.toThrow();
    expect(() => signerAt(2200).check(path, given)).toThrow(expect.objectContaining({ code: 'http.link_expired' }));
  });

  it('stays the same within its period, so that caches know it again', () => {
    expect(signerAt(1201).sign('/a', { validSeconds: 600 })).toBe(signerAt(1799).sign('/a', { validSeconds: 600 }));
    expect(signerAt(1201).sign('/a', { validSeconds: 600 })).not.toBe(signerAt(1801).sign('/a', { validSeconds: 600 }));
  });

  it('opens nothing but its own path', () => {
    const { given } = partsOf(signerAt(1000).sign('/api/v1/images/1/file'));
    expect(() => signerAt(1000).check('/api/v1/images/1/file/', given)).not.toThrow();
    for (const path of ['/api/v1/images/2/file', '/api/v1/images/1/thumbnail', '/', '']) {
      expect(() => signerAt(1000).check(path, given)).toThrow(expect.objectContaining({ code: 'http.bad_link' }));
    }
  });

  it('is refused when its expiry or its signature was changed, or another key made it', () => {
    const { path, given } = partsOf(signerAt(1000).sign('/a'));
    const other = createUrlSigner({ key: Buffer.alloc(32, 8), now: () => 1000 });
    const refused = expect.objectContaining({ code: 'http.bad_link' });
    expect(() => other.check(path, given)).toThrow(refused);
    for (const changed of [
      { ...given, expires: String(Number(given['expires']) + 1) },
      { ...given, signature: '' },
      { ...given, signature: given['signature']?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) },
      { ...given, signature: ['a', 'b'] },
      { ...given, expires: 'soon' },
      { ...given, expires: '99999999999999999999' },
      {},
    ]) {
      expect(() => signerAt(1000).check(path, changed)).toThrow(refused);
    }
  });
});
