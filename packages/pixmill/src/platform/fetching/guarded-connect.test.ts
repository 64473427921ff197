import { expect, it } from 'vitest';
import { startHttpServer } from '../../../test/http-server.ts';
import { createGuardedConnect, createLookup } from './guarded-connect.ts';
import { createNameCache } from './name-cache.ts';

/** Connects as the HTTP client would; gives `connected` or the code of the error. */
const connectTo = async (hostname: string, port: number, allowed: readonly string[] = []): Promise<unknown> => {
  const connect = createGuardedConnect({
    names: createNameCache(async () => [{ address: '127.0.0.1', family: 4 }]),
    allowedOrigins: new Set(allowed),
    connectMs: 1000,
  });
  const host = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  return new Promise((resolve) => {
    connect({ hostname, host, protocol: 'http:', port: String(port) }, (error, socket) => {
      socket?.destroy();
      resolve(error === null ? 'connected' : 'code' in error && error.code);
    });
  });
};

// A socket never asks the lookup about a literal, so that the lookup alone would let these through.
it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '169.254.169.254'])('refuses the literal %s', async (hostname) => {
  await using server = await startHttpServer({});
  expect(await connectTo(hostname, server.port)).toBe('fetch.blocked_address');
});

it('refuses a name at a private address', async () => {
  await using server = await startHttpServer({});
  expect(await connectTo('intern.example', server.port)).toBe('fetch.blocked_address');
});

it('connects to an allowed origin, literal or name', async () => {
  await using server = await startHttpServer({});
  expect(await connectTo('127.0.0.1', server.port, [server.origin])).toBe('connected');
  const named = `http://intern.example:${server.port}`;
  expect(await connectTo('intern.example', server.port, [named])).toBe('connected');
});

it('answers a lookup for one address as well as for all', async () => {
  const names = createNameCache(async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1', family: 6 },
  ]);
  const lookup = createLookup({ names, allowPrivate: false });
  const ask = (all: boolean): Promise<unknown> =>
    new Promise((resolve) => {
      lookup('example.org', { all }, (error, address, family) => resolve({ error, address, family }));
    });
  expect(await ask(false)).toEqual({ error: null, address: '8.8.8.8', family: 4 });
  expect(await ask(true)).toMatchObject({ error: null, address: [{ family: 4 }, { address: '2606:4700::1' }] });
});

it('checks every answer by itself, so that a name that moves (rebinding) is refused when it has moved', async () => {
  let asked = 0;
  const moving = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 as const, ttl: 0 }];
  };
  const lookup = createLookup({ names: createNameCache(moving, { minMs: 1 }), allowPrivate: false });
  const ask = (): Promise<unknown> =>
    new Promise((resolve) => {
      lookup('rebind.example', { all: true }, (error, address) => resolve(error === null ? address : error));
    });
  expect(await ask()).toEqual([{ address: '8.8.8.8', family: 4 }]);
  await expect.poll(ask).toMatchObject({ code: 'fetch.blocked_address' });
});
