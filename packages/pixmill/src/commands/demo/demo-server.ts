import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { DemoAnswer } from './demo-answers.ts';
import { refuse, send } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { textFile } from './demo-files.ts';
import { ROBOTS } from './troublesome-entries.ts';

/** The demo's web: two hosts on this machine. */
export type DemoServer = {
  /** Address of the list of links. */
  readonly listUrl: string;
  /** The hosts' origins, which the guard must let through. */
  readonly origins: readonly string[];
  readonly close: () => Promise<void>;
};

const LIST = '/pixmill-demo.jsonl';

/** Starts the hosts on free ports of loopback. */
export const startDemoServer = async (entries: readonly DemoEntry[]): Promise<DemoServer> => {
  const routes = new Map<string, DemoAnswer>([['/robots.txt', send(textFile(ROBOTS), 'text/plain')]]);
  for (const { url, answer } of entries) if (answer !== null) routes.set(url, answer);
  const listener = createListener(routes);
  const servers = [createServer(listener), createServer(listener)] as const;
  const [gallery, busy] = await Promise.all(servers.map(listen));
  if (gallery === undefined || busy === undefined) throw new Error('Expected two origins.');
  const list = entries.map((entry) => `${JSON.stringify(lineOf(entry, entry.busyHost ? busy : gallery))}\n`).join('');
  routes.set(LIST, send(textFile(list), 'application/jsonl'));
  return {
    listUrl: `${gallery}${LIST}`,
    origins: [gallery, busy],
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
};

const lineOf = ({ url, label, caption, creator, license, sha256 }: DemoEntry, origin: string) => ({
  url: url.startsWith('/') ? origin + url : url,
  label,
  caption,
  creator: creator === '' ? null : creator,
  license: license === '' ? null : license,
  sha256,
});

const createListener = (routes: ReadonlyMap<string, DemoAnswer>): RequestListener => {
  const counts = new Map<string, number>();
  return (request, response) => {
    const path = request.url ?? '/';
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    // The client may leave in the middle.
    response.on('error', () => {});
    const answer = routes.get(path) ?? refuse(404);
    Promise.resolve(answer(response, count)).catch(() => response.destroy());
  };
};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('Expected a TCP address.'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
