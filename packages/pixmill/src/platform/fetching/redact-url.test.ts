import { expect, it } from 'vitest';
import { redactUrl } from './redact-url.ts';

it.each([
  ['https://example.org/a?q=fox&page=2', 'https://example.org/a?q=fox&page=2'],
  ['https://user:pw@example.org/a#top', 'https://example.org/a'],
  ['https://api.flickr.com/?api_key=abc&text=fox', 'https://api.flickr.com/?api_key=***&text=fox'],
  ['https://pixabay.com/api/?KEY=abc', 'https://pixabay.com/api/?KEY=***'],
  ['https://api.europeana.eu/?wskey=abc&query=x', 'https://api.europeana.eu/?wskey=***&query=x'],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Signature=abc&X-Amz-Expires=60',
    'https://b.s3.amazonaws.com/k?X-Amz-Signature=***&X-Amz-Expires=60',
  ],
  ['https://example.org/?%61pi_key=abc', 'https://example.org/?%61pi_key=***'],
  ['https://example.org/?a=%zz&token=t', 'https://example.org/?a=%zz&token=***'],
  ['data:image/png;base64,AAAA', 'data:…'],
  ['secret text', '(not a URL)'],
])('shows %s as %s', (url, expected) => {
  expect(redactUrl(url)).toBe(expected);
});

it('shortens long URLs', () => {
  expect(redactUrl(`https://example.org/${'a'.repeat(2000)}`)).toHaveLength(500);
});
