import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { redactText } from './redaction.ts';

test('keys in URLs are hidden, and the rest of the URL stays', () => {
  const urls = [
    [
      'https://api.flickr.com/services?method=x&api_key=abc123&page=2',
      'https://api.flickr.com/services?method=x&api_key=[hidden]&page=2',
    ],
    ['https://pixabay.com/api/?key=1-2&q=fox', 'https://pixabay.com/api/?key=[hidden]&q=fox'],
    ['https://api.europeana.eu/record?WSKEY=zzz', 'https://api.europeana.eu/record?WSKEY=[hidden]'],
    ['s3://x?X-Amz-Signature=deadbeef#top', 's3://x?X-Amz-Signature=[hidden]#top'],
    ['postgres://me:pa55@db:5432/pixmill', 'postgres://me:[hidden]@db:5432/pixmill'],
    ['https://example.org/?monkey=banana&keyword=fox', 'https://example.org/?monkey=banana&keyword=fox'],
    ['https://example.org:8080/a@b.png', 'https://example.org:8080/a@b.png'],
  ];
  for (const [url = '', expected] of urls) expect(redactText(url)).toBe(expected);
});

test('a log line holds no secret, wherever in it the secret stood', () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    secrets: ['s3cret"quoted', 'abc'],
    destination: { write: (line) => lines.push(line) },
  });
  logger.info({ headers: { authorization: 'Bearer abcdef.ghi' }, value: 's3cret"quoted' }, 'with s3cret"quoted');
  logger.error({ err: new Error('GET https://x.test/?token=t0ken failed') });
  logger.debug('below the level');
  expect(lines).toHaveLength(2);
  const text = lines.join('');
  for (const secret of ['s3cret', 'abcdef', 't0ken']) expect(text).not.toContain(secret);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});
