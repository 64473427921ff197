import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDecoders } from './decoders.ts';
import { encoderOf, makePicture } from './fixtures/pictures.ts';
import type { Decoders, InspectResult } from './inspection.ts';
import { sharp } from './sharp-decoder.ts';

const LIMITS = { maxPixels: 100_000_000, maxChannels: 5, timeoutMs: 30_000 };

let folder: string;
let small: string;
/** Takes seconds to decode: long enough to be killed in the middle. */
let slow: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-decoders-'));
  small = join(folder, 'small.jpg');
  slow = join(folder, 'slow.png');
  await writeFile(small, await encoderOf(makePicture(120, 80)).jpeg().toBuffer());
  // One column: libvips handles each row by itself.
  const column = { width: 1, height: 9_000_000, channels: 3 as const, background: '#808080' };
  await writeFile(
    slow,
    await sharp({ create: column, limitInputPixels: false }).png({ compressionLevel: 1 }).toBuffer(),
  );
});

afterAll(() => rm(folder, { recursive: true }));

/** Ids of the running child processes of this process. */
const childProcesses = (): number[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((id) => id !== '')
    .map(Number);

const using = async (decoders: Decoders, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } finally {
    await decoders.close();
  }
};

/** Waits for a condition that another process makes true. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('decoders', () => {
  it('inspect and transform in processes of their own, none before there is work', async () => {
    const before = childProcesses();
    const decoders = openDecoders({ processes: 2 });
    await using(decoders, async () => {
      expect(childProcesses()).toEqual(before);
      expect(await decoders.inspect(small, LIMITS)).toMatchObject({ ok: true, inspection: { width: 120, height: 80 } });
      const made = await decoders.transform(
        small,
        { resize: { width: 60, height: 60, fit: 'inside' }, encode: { format: 'webp' } },
        LIMITS,
      );
      expect(made).toMatchObject({ ok: true, format: 'webp', width: 60, height: 40 });
    });
    expect(childProcesses()).toEqual(before);
  });

  it('give up a picture at its deadline and go on with the next', async () => {
    const decoders = openDecoders({ processes: 1 });
    await using(decoders, async () => {
      expect((await decoders.inspect(small, LIMITS)).ok).toBe(true);
      const hung = decoders.inspect(slow, { ...LIMITS, timeoutMs: 100 });
      const others = await Promise.all(Array.from({ length: 4 }, () => decoders.inspect(small, LIMITS)));
      expect(await hung).toMatchObject({ ok: false, code: 'inspect.timed_out' });
      expect(others.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    });
  });

  it.skipIf(process.platform !== 'linux')(
    'call a picture crashed when its decoder dies twice, and it alone',
    async () => {
      const before = new Set(childProcesses());
      const own = (): number[] => childProcesses().filter((id) => !before.has(id));
      const decoders = openDecoders({ processes: 1 });
      await using(decoders, async () => {
        expect((await decoders.inspect(small, LIMITS)).ok).toBe(true);
        const hit = decoders.inspect(slow, LIMITS);
        // With some waiting, the first of them is handed to the decoder ahead of its turn, and must survive it.
        const others = Promise.all(Array.from({ length: 4 }, () => decoders.inspect(small, LIMITS)));
        const [first] = own();
        if (first === undefined) throw new Error('no decoder runs');
        process.kill(first, 'SIGKILL');
        await until(() => own().some((id) => id !== first && isBusy(id)));
        for (const id of own()) process.kill(id, 'SIGKILL');
        expect(await hit).toMatchObject({ ok: false, code: 'inspect.crashed', detail: 'SIGKILL' });
        expect((await others).map(({ ok }) => ok)).toEqual([true, true, true, true]);
      });
    },
  );

  it.skipIf(process.platform !== 'linux')('try a picture again whose decoder died once', async () => {
    const before = new Set(childProcesses());
    const decoders = openDecoders({ processes: 1 });
    await using(decoders, async () => {
      expect((await decoders.inspect(small, LIMITS)).ok).toBe(true);
      const hit = decoders.inspect(small, LIMITS);
      for (const id of childProcesses()) if (!before.has(id)) process.kill(id, 'SIGKILL');
      expect((await hit).ok).toBe(true);
    });
  });

  it('end a decoder that takes too much memory', async () => {
    const decoders = openDecoders({ processes: 1, maxMemoryMb: 40 });
    await using(decoders, async () => {
      expect(await decoders.inspect(slow, LIMITS)).toMatchObject({ ok: false, code: 'inspect.out_of_memory' });
    });
  });

  it('write the preview to a file when asked to, or make none', async () => {
    const decoders = openDecoders({ processes: 1 });
    const folder = await mkdtemp(join(tmpdir(), 'pixmill-preview-'));
    try {
      const path = join(folder, 'preview');
      const written = await decoders.inspect(small, LIMITS, { preview: { kind: 'write', path } });
      const returned = await decoders.inspect(small, LIMITS);
      const none = await decoders.inspect(small, LIMITS, { preview: { kind: 'none' } });
      const nowhere = { kind: 'write', path: join(folder, 'missing', 'preview') } as const;
      const fallback = await decoders.inspect(small, LIMITS, { preview: nowhere });
      const previewOf = (result: InspectResult) => (result.ok ? result.inspection.preview : undefined);
      expect(previewOf(written)).toBeNull();
      expect(previewOf(none)).toBeNull();
      expect(Buffer.from(await readFile(path))).toEqual(Buffer.from(previewOf(returned) ?? []));
      expect(previewOf(fallback)).toEqual(previewOf(returned));
    } finally {
      await decoders.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('stop at once when they are told to, and refuse work after they are closed', async () => {
    const decoders = openDecoders({ processes: 1 });
    const controller = new AbortController();
    const reason = new Error('stopped by the user');
    const running = decoders.inspect(slow, LIMITS, { signal: controller.signal });
    const waiting = decoders.inspect(small, LIMITS, { signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    expect((await decoders.inspect(small, LIMITS)).ok).toBe(true);
    await decoders.close();
    await expect(decoders.inspect(small, LIMITS)).rejects.toMatchObject({ code: 'inspect.closed' });
  });
});

/** Whether a process has used the processor for long enough to be at work on a picture, not only starting. */
const isBusy = (id: number): boolean => {
  try {
    const [, fields = ''] = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ');
    return Number(fields.split(' ')[11]) > 60;
  } catch {
    return false;
  }
};
