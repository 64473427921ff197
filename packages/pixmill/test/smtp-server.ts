import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export type TakenMail = {
  readonly from: string;
  readonly recipients: readonly string[];
  /** Head and body as they were sent. */
  readonly raw: string;
  /** The lines of the head, unfolded, by name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  /** All parts, decoded. */
  readonly content: string;
  /** Whether the connection was encrypted, and who logged in. */
  readonly encrypted: boolean;
  readonly user: string | null;
};

/** A real SMTP server on loopback. */
export type TestSmtpServer = {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** Tries to hand in a mail so far, also those that were refused. */
  readonly tries: () => number;
  readonly close: () => Promise<void>;
};

/** An answer in place of 250: to the recipient or to the content. */
export type Refusal = { readonly at: 'recipient' | 'content'; readonly code: number; readonly text: string };

const refusal = ({ code, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: code });

/** Text of quoted-printable and base64 parts. */
const decoded = (raw: string): string =>
  raw
    .split(/\r\n--[^\r\n]+\r\n/)
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      const body = rest.join('\r\n\r\n');
      if (/transfer-encoding: base64/i.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString()}`;
      if (!/transfer-encoding: quoted-printable/i.test(head)) return part;
      const bytes = body
        .replaceAll('=\r\n', '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
      return `${head}\n\n${Buffer.from(bytes, 'latin1').toString()}`;
    })
    .join('\n');

/** Starts it; `refuse` may refuse the n-th try to hand in a mail (from 1). */
export const startSmtpServer = async ({
  login,
  tls,
  implicitTls = false,
  refuse = () => null,
}: {
  readonly login?: { readonly user: string; readonly password: string };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Encrypted from the first byte. */
  readonly implicitTls?: boolean;
  readonly refuse?: (n: number) => Refusal | null;
} = {}): Promise<TestSmtpServer> => {
  const mails: TakenMail[] = [];
  let tries = 0;
  let now: Refusal | null = null;
  const server = new SMTPServer({
    secure: implicitTls,
    ...tls,
    disabledCommands: [...(login === undefined ? ['AUTH'] : []), ...(tls === undefined ? ['STARTTLS'] : [])],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: (given, _session, callback) =>
      given.username === login?.user && given.password === login?.password
        ? callback(null, { user: given.username })
        : callback(new Error('Wrong user or password')),
    onMailFrom: (_address, _session, callback) => {
      tries += 1;
      now = refuse(tries);
      callback();
    },
    onRcptTo: (_address, _session, callback) => (now?.at === 'recipient' ? callback(refusal(now)) : callback()),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (now?.at === 'content') return callback(refusal(now));
        const raw = Buffer.concat(chunks).toString();
        const head = (raw.split('\r\n\r\n', 1)[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          recipients: rcptTo.map(({ address }) => address),
          raw,
          headers: new Map(
            head.split('\r\n').map((line) => {
              const colon = line.indexOf(':');
              return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
            }),
          ),
          content: decoded(raw),
          encrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        });
        return callback();
      });
    },
  });
  // A client that hangs up is its own affair.
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    tries: () => tries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
};
