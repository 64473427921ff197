import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { planCheck } from './check-plan.ts';
import { runCheck } from './run-check.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-check-run-'));
  for (let seed = 0; seed < 40; seed++) {
    const bytes = await encoderOf(makePicture(200, 150, seed))
      .jpeg()
      .toBuffer();
    await writeFile(join(folder, `${String(seed).padStart(2, '0')}.jpg`), bytes);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = { workerConcurrency: 1, maxPixels: 100_000_000 };

describe('an interrupted check', () => {
  it('tells what it has found until then, says that it is not all, and ends with 130', async () => {
    const plan = await planCheck(folder, {}, '/');
    const controller = new AbortController();
    const terminal = collectingTerminal();
    const status = await runCheck({
      plan,
      json: false,
      command: 'pixmill check',
      settings,
      terminal,
      signal: controller.signal,
      onMeasured: (done) => {
        if (done === 5) controller.abort();
      },
    });
    expect(status).toBe(130);
    expect(terminal.text()).toMatch(/Interrupted: this is only what was found before; \d+ files were not checked/);
    const images = Number(/: (\d+) images/.exec(terminal.text())?.[1]);
    const left = Number(/(\d+) files were not checked/.exec(terminal.text())?.[1]);
    expect(images).toBeGreaterThanOrEqual(5);
    expect(images + left).toBe(40);
  });

  it('counts the files that it did not reach in JSON too', async () => {
    const plan = await planCheck(folder, {}, '/');
    const controller = new AbortController();
    const terminal = collectingTerminal();
    const status = await runCheck({
      plan,
      json: true,
      command: 'pixmill check',
      settings,
      terminal,
      signal: controller.signal,
      onMeasured: () => controller.abort(),
    });
    expect(status).toBe(130);
    const end: unknown = JSON.parse(terminal.text().trim().split('\n').at(-1) ?? '');
    expect(end).toMatchObject({ event: 'end', interrupted: true });
    expect(end).toHaveProperty('not_checked', 40 - terminal.text().split('"event":"file"').length + 1);
  });
});
