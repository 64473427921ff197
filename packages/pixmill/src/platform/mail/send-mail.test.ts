import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { selfSignedCertificate } from '../../../test/self-signed-certificate.ts';
import { startSmtpServer, type TestSmtpServer } from '../../../test/smtp-server.ts';
import { createLogger } from '../logging/logger.ts';
import { openQueue } from '../queue/queue.ts';
import { mailJob, type Mail } from './mail.jobs.ts';
import { openMailer } from './open-mailer.ts';
import { createMailHandler } from './send-mail.ts';

const certificate = selfSignedCertificate('localhost');
const stranger = selfSignedCertificate('localhost');
const trusted = getCACertificates('default');
let folder: string;
const servers: TestSmtpServer[] = [];
const start = async (options: Parameters<typeof startSmtpServer>[0] = {}): Promise<TestSmtpServer> => {
  const server = await startSmtpServer(options);
  servers.push(server);
  return server;
};

beforeAll(async () => {
  setDefaultCACertificates([...trusted, certificate.cert]);
  folder = await mkdtemp(join(tmpdir(), 'pixmill-mail-'));
});
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await rm(folder, { recursive: true, force: true });
});

const SETTINGS = {
  environment: 'production',
  smtpHost: 'localhost',
  smtpUser: undefined,
  smtpPassword: undefined,
  smtpTls: 'off',
  emailsFrom: 'Pixmill <pixmill@example.org>',
} as const;
const TEST_MAIL: Mail = { template: 'test', to: 'ada@example.org', values: { requestedBy: 'admin@example.org' } };
const ID = '01938a2e-0000-7000-8000-000000000001';

type Options = Partial<Omit<Parameters<typeof openMailer>[0]['settings'], 'smtpPort'>>;

/** A handler that sends to a port, and what it logs. */
const sender = (port: number, settings: Options = {}) => {
  const log: Record<string, unknown>[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => log.push(JSON.parse(line)) } });
  const mailer = openMailer({ settings: { ...SETTINGS, dataDirectory: folder, ...settings, smtpPort: port }, logger });
  const handle = createMailHandler({
    mailer,
    baseUrl: 'https://pix.example',
    logger,
    now: () => new Date('2026-11-20T08:00:00Z'),
  });
  const send = (payload: Mail = TEST_MAIL, signal = new AbortController().signal) =>
    handle({ id: ID, payload, signal, attempt: 1, comesBack: () => true });
  return { send, log };
};

test('a mail arrives whole: sender, one recipient, subject, both parts, an id that stays', async () => {
  const server = await start();
  const { send, log } = sender(server.port);
  await send();
  await send();
  const [mail, again] = server.mails;
  expect(mail).toMatchObject({ from: 'pixmill@example.org', recipients: ['ada@example.org'], encrypted: false });
  expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
    from: 'Pixmill <pixmill@example.org>',
    to: 'ada@example.org',
    subject: 'Pixmill test mail',
    'message-id': `<${ID}@pixmill>`,
    'auto-submitted': 'auto-generated',
  });
  expect(mail?.content).toContain('text/plain');
  expect(mail?.content).toContain('admin@example.org asked Pixmill to send this test.');
  expect(mail?.content).toContain('<title>Pixmill test mail</title>');
  expect(again?.headers.get('message-id')).toBe(mail?.headers.get('message-id'));
  expect(log).toEqual([]);
});

test('nothing in a value can add a line to the head or a recipient', async () => {
  const server = await start();
  const { send, log } = sender(server.port);
  await send({
    template: 'job-finished',
    to: 'ada@example.org',
    values: {
      name: 'Ada\r\nBcc: eve@example.org',
      kind: 'job',
      title: 'Füchse\r\nBcc: eve@example.org\r\n\r\nHi',
      status: 'completed',
      reason: null,
      kept: 1,
      duplicates: 0,
      rejected: 0,
      failed: 0,
      url: 'https://pix.example/jobs/1',
    },
  });
  for (const to of ['a@b.c, eve@example.org', 'a@b.c\r\nRCPT TO:<eve@example.org>', 'Eve <eve@example.org>', '']) {
    await send({ ...TEST_MAIL, to });
  }
  expect(server.mails.map(({ recipients }) => recipients)).toEqual([['ada@example.org']]);
  expect(server.mails[0]?.headers.has('bcc')).toBe(false);
  expect(log.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'mail.bad_address'));
  expect(JSON.stringify(log)).not.toContain('eve@');
});

describe('encryption', () => {
  const login = { user: 'pixmill', password: 's3cret' };
  const credentials = { smtpUser: 'pixmill', smtpPassword: 's3cret' };

  test('with STARTTLS the login and the mail go over an encrypted connection', async () => {
    const server = await start({ login, tls: certificate });
    await sender(server.port, { ...credentials, smtpTls: 'starttls' }).send();
    expect(server.mails).toMatchObject([{ encrypted: true, user: 'pixmill' }]);
  });

  test('with TLS it is encrypted from the first byte', async () => {
    const server = await start({ login, tls: certificate, implicitTls: true });
    await sender(server.port, { ...credentials, smtpTls: 'tls' }).send();
    expect(server.mails).toMatchObject([{ encrypted: true, user: 'pixmill' }]);
  });

  test('a server that does not offer it gets nothing, and is tried again', async () => {
    const server = await start({ login });
    const { send } = sender(server.port, { ...credentials, smtpTls: 'starttls' });
    await expect(send()).rejects.toMatchObject({ code: 'mail.no_encryption', retry: true });
    expect(server.tries()).toBe(0);
  });

  test('a server whose certificate nobody vouches for gets nothing', async () => {
    const server = await start({ login, tls: stranger });
    const { send } = sender(server.port, { ...credentials, smtpTls: 'starttls' });
    await expect(send()).rejects.toMatchObject({ retry: true });
    expect(server.tries()).toBe(0);
  });

  test('off uses none even where it is offered', async () => {
    const server = await start({ tls: certificate });
    await sender(server.port).send();
    expect(server.mails).toMatchObject([{ encrypted: false }]);
  });

  test('a wrong password is tried again, since the mail is not at fault, and is not in the error', async () => {
    const server = await start({ login });
    const failed = sender(server.port, { ...credentials, smtpPassword: 'wr0ng-one' }).send();
    await expect(failed).rejects.toMatchObject({ code: 'mail.login_refused', retry: true });
    await expect(failed).rejects.not.toThrow('wr0ng-one');
  });
});

describe('refusals', () => {
  test.each(['recipient', 'content'] as const)('a 4xx to the %s is thrown, so that it is tried again', async (at) => {
    const server = await start({ refuse: (n) => (n === 1 ? { at, code: 451, text: 'Busy, come back' } : null) });
    const { send, log } = sender(server.port);
    await expect(send()).rejects.toMatchObject({ code: 'mail.not_taken', retry: true });
    await send();
    expect(server.mails).toHaveLength(1);
    expect(log).toEqual([]);
  });

  test.each(['recipient', 'content'] as const)('a 5xx to the %s is final and stands in the log', async (at) => {
    const server = await start({ refuse: () => ({ at, code: 550, text: 'No such user' }) });
    const { send, log } = sender(server.port);
    await send();
    expect(server.tries()).toBe(1);
    expect(log).toMatchObject([{ level: 'error', code: 'mail.refused', template: 'test', id: ID }]);
  });

  test('a server that is not there is tried again', async () => {
    const server = await startSmtpServer();
    await server.close();
    await expect(sender(server.port).send()).rejects.toMatchObject({ code: 'mail.not_taken', retry: true });
  });

  test('a process that stops lets go of the connection at once', async () => {
    const server = await start();
    const stopped = sender(server.port).send(TEST_MAIL, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ retry: true });
    expect(server.mails).toEqual([]);
  });
});

test('the queue tries again until the server takes the mail, and never after it was refused for good', async () => {
  const server = await start({
    refuse: (n) =>
      n <= 2
        ? { at: 'content', code: 421, text: 'Later' }
        : n === 4
          ? { at: 'content', code: 554, text: 'Spam' }
          : null,
  });
  const database: TestDatabase = await createTestDatabase();
  const logger = createLogger({ level: 'silent' });
  const job = { ...mailJob, retryDelaySeconds: 1, retryDelayMaxSeconds: 1 };
  const { connection, pool, db } = database;
  const queue = await openQueue({ connection, pool, jobs: [job], logger });
  const mailer = openMailer({ settings: { ...SETTINGS, dataDirectory: folder, smtpPort: server.port }, logger });
  const handle = createMailHandler({ mailer, baseUrl: 'https://pix.example', logger });
  const events = new EventEmitter();
  await queue.work(job, { concurrency: 1 }, async (run) => {
    await handle(run);
    events.emit('ended');
  });
  const enqueue = () => db.transaction((tx) => queue.enqueue(tx, job, [{ payload: TEST_MAIL }]));
  const sent = once(events, 'ended');
  await enqueue();
  await sent;
  expect({ tries: server.tries(), mails: server.mails.length }).toEqual({ tries: 3, mails: 1 });
  const refused = once(events, 'ended');
  await enqueue();
  await refused;
  await queue.stop();
  expect({ tries: server.tries(), mails: server.mails.length }).toEqual({ tries: 4, mails: 1 });
  expect(await queue.depths()).toMatchObject([{ ready: 0, waiting: 0, active: 0, dead: 0 }]);
  await database.close();
}, 20_000);

describe('a link that has an end', () => {
  const reset = (expiresAt: string): Mail => ({
    template: 'reset-password',
    to: 'ada@example.org',
    values: { name: null, email: 'ada@example.org', url: 'https://pix.example/r?token=t0p-s3cret', expiresAt },
  });

  test('is not sent after it', async () => {
    const server = await start();
    const { send, log } = sender(server.port);
    await send(reset('2026-11-20T07:59:59Z'));
    await send(reset('2026-11-20T08:00:01Z'));
    expect(server.mails).toHaveLength(1);
    expect(log).toMatchObject([{ level: 'warn', template: 'reset-password' }]);
  });

  test('is in no log line without a mail server, which says only what would have been sent', async () => {
    const { send, log } = sender(0, { smtpHost: undefined });
    await send(reset('2026-11-20T09:00:00Z'));
    await send(reset('2026-11-20T09:00:00Z'));
    // The first one is told at the usual level.
    expect(log).toMatchObject([
      { level: 'warn', template: 'reset-password', to: 'a…@example.org' },
      { level: 'info', template: 'reset-password' },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/t0p-s3cret|ada@/);
  });

  test('is found in a folder that only its owner reads, on a local installation without a mail server', async () => {
    const { send, log } = sender(0, { smtpHost: undefined, environment: 'local' });
    await send(reset('2026-11-20T09:00:00Z'));
    const mails = join(folder, 'mails');
    const [page = '', text = ''] = (await readdir(mails)).toSorted();
    expect([page, text]).toEqual([expect.stringMatching(/reset-password.*\.html$/), page.replace('.html', '.txt')]);
    const file = join(mails, text);
    expect(log).toMatchObject([{ level: 'warn', file }]);
    expect(JSON.stringify(log)).not.toContain('t0p-s3cret');
    expect(await readFile(file, 'utf8')).toMatch(/^To: ada@example.org\nSubject: [^]*token=t0p-s3cret$/m);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await stat(mails)).mode & 0o077).toBe(0);
  });
});
