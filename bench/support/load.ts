/**
 * Asks for one address over and over, over so many connections, in a process of its own: `node load.ts URL --connections 16
 * --seconds 8 [--header name:value]`. `{n}` in the address is the number of the request. Prints what it measured
 * as JSON; the first second is not counted.
 */
import { parseArgs } from 'node:util';
import { Client } from 'undici';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    connections: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '8' },
    header: { type: 'string', multiple: true, default: [] },
  },
});
const target = new URL(positionals[0] ?? '');
const path = decodeURIComponent(target.pathname + target.search);
let asked = 0;
const headers = Object.fromEntries(
  values.header.map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)]),
);

const WARM_UP_MS = 1000;
const begun = performance.now() + WARM_UP_MS;
const until = begun + Number(values.seconds) * 1000;
const times: number[] = [];
let failures = 0;

const ask = async (client: Client): Promise<void> => {
  for (let started = performance.now(); started < until; started = performance.now()) {
    const { statusCode, body } = await client.request({
      path: path.replace('{n}', String(asked++)),
      method: 'GET',
      headers,
    });
    await body.dump({ limit: 16 * 1024 ** 2 });
    if (started < begun) continue;
    if (statusCode === 200) times.push(performance.now() - started);
    else failures++;
  }
  await client.close();
};

await Promise.all(Array.from({ length: Number(values.connections) }, () => ask(new Client(target.origin))));
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
console.log(
  JSON.stringify({ perSecond: times.length / Number(values.seconds), median: at(0.5), p99: at(0.99), failures }),
);
