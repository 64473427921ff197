import { describe, expect, it } from 'vitest';
import { PixmillError } from '../errors/pixmill-error.ts';
import { guardRedirect, guardUrl } from './url-guard.ts';

const NONE: ReadonlySet<string> = new Set();
const ALLOWED = new Set(['http://127.0.0.1:9000', 'http://minio.internal:9000']);

const outcome = (work: () => URL): string => {
  try {
    return work().href;
  } catch (error) {
    return error instanceof PixmillError ? error.code : String(error);
  }
};

const SPELLINGS: readonly (readonly [string, string])[] = [
  // other schemes, and what is no URL
  ['', 'fetch.bad_url'],
  ['not a url', 'fetch.bad_url'],
  ['/relative.jpg', 'fetch.bad_url'],
  ['//example.org/x.jpg', 'fetch.bad_url'],
  ['http://', 'fetch.bad_url'],
  ['http://exa mple.org/', 'fetch.bad_url'],
  ['http://[::1/', 'fetch.bad_url'],
  ['http://999.1.1.1/', 'fetch.bad_url'],
  [`http://example.org/${'a'.repeat(9000)}`, 'fetch.bad_url'],
  [`http://${'a'.repeat(64)}.example.org/`, 'fetch.bad_url'],
  [`http://${'abcdefgh.'.repeat(30)}org/`, 'fetch.bad_url'],
  ['http://example..org/', 'fetch.bad_url'],
  ['file:///etc/passwd', 'fetch.blocked_scheme'],
  ['ftp://example.org/x.jpg', 'fetch.blocked_scheme'],
  ['data:image/png;base64,AAAA', 'fetch.blocked_scheme'],
  ['blob:http://example.org/1', 'fetch.blocked_scheme'],
  ['javascript:alert(1)', 'fetch.blocked_scheme'],
  ['gopher://example.org/', 'fetch.blocked_scheme'],
  // credentials
  ['http://user:pass@example.org/', 'fetch.bad_url'],
  ['http://user@example.org/', 'fetch.bad_url'],
  ['http://8.8.8.8@127.0.0.1/', 'fetch.bad_url'],
  // names of this machine and its network
  ['http://localhost/', 'fetch.blocked_host'],
  ['http://LOCALHOST/', 'fetch.blocked_host'],
  ['http://localhost./', 'fetch.blocked_host'],
  ['http://api.localhost/', 'fetch.blocked_host'],
  ['http://printer.local/', 'fetch.blocked_host'],
  ['http://printer.local./', 'fetch.blocked_host'],
  ['http://metadata.google.internal/', 'fetch.blocked_host'],
  ['http://router.home.arpa/', 'fetch.blocked_host'],
  ['http://intranet/', 'fetch.blocked_host'],
  ['http://intranet./', 'fetch.blocked_host'],
  // every spelling of an address
  ['http://127.0.0.1/', 'fetch.blocked_address'],
  ['http://127.0.0.1./', 'fetch.blocked_address'],
  ['http://0x7f000001/', 'fetch.blocked_address'],
  ['http://0x7f.0.0.1/', 'fetch.blocked_address'],
  ['http://2130706433/', 'fetch.blocked_address'],
  ['http://0177.0.0.1/', 'fetch.blocked_address'],
  ['http://127.1/', 'fetch.blocked_address'],
  ['http://127.0.1/', 'fetch.blocked_address'],
  ['http://１２７.0.0.1/', 'fetch.blocked_address'],
  ['http://127。0。0。1/', 'fetch.blocked_address'],
  ['http://①②⑦.0.0.1/', 'fetch.blocked_address'],
  ['http://%31%32%37.0.0.1/', 'fetch.blocked_address'],
  ['http://0/', 'fetch.blocked_address'],
  ['http://0.0.0.0/', 'fetch.blocked_address'],
  ['http://10.1.2.3/', 'fetch.blocked_address'],
  ['http://169.254.169.254/latest/meta-data/', 'fetch.blocked_address'],
  ['http://2852039166/', 'fetch.blocked_address'],
  ['http://0xA9FEA9FE/', 'fetch.blocked_address'],
  ['http://192.168.1.1/', 'fetch.blocked_address'],
  ['http://[::1]/', 'fetch.blocked_address'],
  ['http://[::]/', 'fetch.blocked_address'],
  ['http://[0:0:0:0:0:0:0:1]/', 'fetch.blocked_address'],
  ['http://[::ffff:127.0.0.1]/', 'fetch.blocked_address'],
  ['http://[::ffff:7f00:1]/', 'fetch.blocked_address'],
  ['http://[::ffff:169.254.169.254]/', 'fetch.blocked_address'],
  ['http://[fd00:ec2::254]/', 'fetch.blocked_address'],
  ['http://[fe80::1]/', 'fetch.blocked_address'],
  ['http://[64:ff9b::7f00:1]/', 'fetch.blocked_address'],
  ['http://[2002:7f00:1::]/', 'fetch.blocked_address'],
  ['http://[2001:0:7f00:1::]/', 'fetch.blocked_address'],
  // ports
  ['http://example.org:22/', 'fetch.blocked_port'],
  ['http://example.org:8080/', 'fetch.blocked_port'],
  ['https://example.org:6379/', 'fetch.blocked_port'],
  ['http://127.0.0.1:9001/', 'fetch.blocked_address'],
  // what may pass
  ['http://example.org/a.jpg#part', 'http://example.org/a.jpg'],
  ['HTTPS://Example.ORG./a.jpg', 'https://example.org/a.jpg'],
  ['http://example.org:80/', 'http://example.org/'],
  ['https://example.org:443/', 'https://example.org/'],
  ['http://8.8.8.8/', 'http://8.8.8.8/'],
  ['http://[2606:4700:4700::1111]/', 'http://[2606:4700:4700::1111]/'],
  ['https://bücher.example/x.jpg', 'https://xn--bcher-kva.example/x.jpg'],
];

describe('the URL guard', () => {
  it.each(SPELLINGS)('%s → %s', (url, expected) => {
    expect(outcome(() => guardUrl(url, NONE))).toBe(expected);
  });

  it('lets an allowed private origin through, and only exactly that one', () => {
    expect(outcome(() => guardUrl('http://127.0.0.1:9000/a.jpg', ALLOWED))).toBe('http://127.0.0.1:9000/a.jpg');
    expect(outcome(() => guardUrl('http://2130706433:9000/', ALLOWED))).toBe('http://127.0.0.1:9000/');
    expect(outcome(() => guardUrl('http://minio.internal:9000/b/k', ALLOWED))).toBe('http://minio.internal:9000/b/k');
    expect(outcome(() => guardUrl('https://127.0.0.1:9000/', ALLOWED))).toBe('fetch.blocked_address');
    expect(outcome(() => guardUrl('http://127.0.0.1:9001/', ALLOWED))).toBe('fetch.blocked_address');
    expect(outcome(() => guardUrl('http://minio.internal/', ALLOWED))).toBe('fetch.blocked_host');
    expect(outcome(() => guardUrl('http://user@127.0.0.1:9000/', ALLOWED))).toBe('fetch.bad_url');
  });

  it('hides credentials and keys in what it reports', () => {
    let message = '';
    try {
      guardUrl('http://user:hunter2@example.org/?api_key=s3cret', NONE);
    } catch (error) {
      message = error instanceof PixmillError ? `${error.message} ${JSON.stringify(error.details)}` : '';
    }
    expect(message).toContain('example.org');
    expect(message).not.toMatch(/hunter2|s3cret/);
  });
});

describe('the guard of redirects', () => {
  const follow = (from: string, location: string): string =>
    outcome(() => guardRedirect(new URL(from), location, ALLOWED));

  it.each([
    ['https://example.org/a', '/b', 'https://example.org/b'],
    ['https://example.org/a', '//cdn.example.org/b', 'https://cdn.example.org/b'],
    ['http://example.org/a', 'https://example.org/a', 'https://example.org/a'],
    ['https://example.org/a', 'http://example.org/a', 'fetch.insecure_redirect'],
    ['https://example.org/a', 'http://169.254.169.254/latest', 'fetch.blocked_address'],
    ['https://example.org/a', 'file:///etc/passwd', 'fetch.blocked_scheme'],
    ['https://example.org/a', 'http://[', 'fetch.bad_redirect'],
    ['http://127.0.0.1:9000/a', '/b', 'http://127.0.0.1:9000/b'],
    ['http://127.0.0.1:9000/a', 'http://minio.internal:9000/', 'http://minio.internal:9000/'],
    // A stranger must not use what the operator allowed.
    ['http://example.org/a', 'http://127.0.0.1:9000/', 'fetch.blocked_address'],
    ['http://example.org/a', 'http://minio.internal:9000/', 'fetch.blocked_host'],
  ])('%s → %s → %s', (from, location, expected) => {
    expect(follow(from, location)).toBe(expected);
  });
});
