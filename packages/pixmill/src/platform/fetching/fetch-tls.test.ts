import { expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { reply, startHttpServer } from '../../../test/http-server.ts';
import { selfSignedCertificate } from '../../../test/self-signed-certificate.ts';

const resolveName = async () => [{ address: '127.0.0.1', family: 4 as const }];

/** Fetches from an HTTPS server under a name; `trusted` makes its certificate one that is trusted. */
const fetchOver = async (name: string, tls: { key: string; cert: string }, trusted: boolean): Promise<unknown> => {
  await using server = await startHttpServer({ '/a.jpg': reply('sealed') }, { tls });
  const origin = `https://${name}:${server.port}`;
  await using test = await openTestFetcher([{ origin }], {
    resolveName,
    ...(trusted ? { certificateAuthorities: [tls.cert] } : {}),
  });
  const result = await test.get(`${origin}/a.jpg`);
  if (result.ok) await result.file.discard();
  return result;
};

it('fetches over TLS when the certificate is trusted and fits the name', async () => {
  expect(await fetchOver('img.example', selfSignedCertificate('img.example'), true)).toMatchObject({ ok: true });
});

it.each([
  ['that nobody vouches for', selfSignedCertificate('img.example'), false],
  ['for another name', selfSignedCertificate('other.example'), true],
  ['that has expired', selfSignedCertificate('img.example', { expired: true }), true],
])('refuses a certificate %s, without trying again', async (_name, tls, trusted) => {
  expect(await fetchOver('img.example', tls, trusted)).toMatchObject({
    ok: false,
    code: 'fetch.tls_failed',
    attempts: 1,
  });
});

it('does not speak TLS with a server that does not', async () => {
  await using server = await startHttpServer({});
  const origin = server.origin.replace('http:', 'https:');
  await using test = await openTestFetcher([{ origin }]);
  expect(await test.textOrCode(`${origin}/a.jpg`)).toBe('fetch.tls_failed');
});

it('does not follow from https to http', async () => {
  const tls = selfSignedCertificate('img.example');
  await using plain = await startHttpServer({ '/b.jpg': reply('b') });
  await using server = await startHttpServer(
    { '/a.jpg': (_request, response) => void response.writeHead(302, { location: `${plain.origin}/b.jpg` }).end() },
    { tls },
  );
  const origin = `https://img.example:${server.port}`;
  await using test = await openTestFetcher([{ origin }, plain], { resolveName, certificateAuthorities: [tls.cert] });
  expect(await test.textOrCode(`${origin}/a.jpg`)).toBe('fetch.insecure_redirect');
  expect(plain.requests).toEqual([]);
});
