import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startTestApi } from '../../../test/api.ts';

it('workers send a span of every run of the queue to OTEL_EXPORTER_OTLP_ENDPOINT', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      received.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    })();
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = collector.address() as AddressInfo;
  const api = await startTestApi({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }, { worker: true });
  const sweeps = async () => (await api.pixmill.queue.depths()).find(({ job }) => job === 'mill.sweep');
  // The first sweep has run: the next one waits for tomorrow.
  await expect.poll(sweeps, { timeout: 20_000 }).toMatchObject({ ready: 0, active: 0, waiting: 1 });
  await api.close();
  collector.close();
  const spans = received.flatMap((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
  expect(spans).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: 'mill.sweep',
        kind: 5,
        attributes: expect.arrayContaining([
          { key: 'pixmill.job', value: { stringValue: 'mill.sweep' } },
          { key: 'pixmill.attempt', value: { intValue: 1 } },
        ]),
      }),
    ]),
  );
});
