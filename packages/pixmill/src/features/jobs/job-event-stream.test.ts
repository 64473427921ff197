import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { JobFollower } from './job-event-hub.ts';
import { jobEventStream, whileTaken } from './job-event-stream.ts';

const PART = 'x'.repeat(64 * 1024);

describe('text for a client that never reads', () => {
  it('is asked for no further than the connection holds, and given up', async () => {
    let parts = 0;
    let stalls = 0;
    const endless = async function* (): AsyncGenerator<string> {
      for (;;) {
        parts += 1;
        yield PART;
      }
    };
    const server = createServer((_, response) => {
      const stalled = (): void => {
        stalls += 1;
        response.destroy();
      };
      Readable.from(whileTaken(endless(), stalled, 200)).pipe(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await expect.poll(() => stalls, { timeout: 20_000 }).toBe(1);
    // What the kernel holds for a connection is a few MB; the rest is not even made.
    expect(parts * PART.length).toBeLessThan(32 * 1024 ** 2);
    const taken = parts;
    socket.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(parts).toBe(taken);
  });
});

describe('the stream of a job in which nothing happens', () => {
  it('says from time to time that it is there', async () => {
    const gone = new AbortController();
    const follower: JobFollower = {
      version: () => 1,
      state: () => ({ id: 'job', seq: 0, status: 'pending', updatedAt: new Date(0) }),
      progress: async () => null,
      eventsAfter: async () => [],
      changed: (_, { ms, signal }) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, Math.min(ms, 5));
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        }),
      leave: () => {},
    };
    const stream = jobEventStream({
      follower,
      after: 0,
      signal: gone.signal,
      signUrl: (path) => path,
      readJob: async () => null,
      heartbeatMs: 10,
    });
    const seen: string[] = [];
    for await (const text of stream) {
      seen.push(text);
      if (seen.length === 3) gone.abort();
    }
    expect(seen).toEqual(['retry: 2000\n\n', ': still here\n\n', ': still here\n\n']);
  });
});
