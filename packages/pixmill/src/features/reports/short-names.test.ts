import { describe, expect, it } from 'vitest';
import { shortNames } from './short-names.ts';

describe('shortNames', () => {
  it('shows the last part of an address, decoded', () => {
    expect(shortNames('http://127.0.0.1:36205/a/red%20panda.jpg', 'http://127.0.0.1:36205/b/copy.png')).toEqual([
      'red panda.jpg',
      'copy.png',
    ]);
  });

  it('shows as much as it takes to tell the two apart', () => {
    expect(shortNames('photos/cats/1.jpg', 'photos/dogs/1.jpg')).toEqual(['cats/1.jpg', 'dogs/1.jpg']);
    expect(shortNames('https://a.test/1.jpg', 'https://b.test/1.jpg')).toEqual(['a.test/1.jpg', 'b.test/1.jpg']);
    expect(shortNames('https://a.test/get?id=1', 'https://a.test/get?id=2')).toEqual(['get?id=1', 'get?id=2']);
  });

  it('shows all of two that are the same, and what cannot be decoded as it stands', () => {
    expect(shortNames('a/b.jpg', 'a/b.jpg')).toEqual(['a/b.jpg', 'a/b.jpg']);
    expect(shortNames('https://a.test/%E0%A4%A.jpg', 'x.jpg')).toEqual(['%E0%A4%A.jpg', 'x.jpg']);
  });
});
