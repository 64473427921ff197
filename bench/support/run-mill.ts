import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { benchImageName } from './bench-images.ts';
import { treeMemory } from './process-memory.ts';

const CLI = join(import.meta.dirname, '..', '..', 'packages', 'pixmill', 'bin', 'pixmill.js');

/** Serves a folder of images over HTTP, in a process of its own. */
export const startImageServer = async (
  folder: string,
): Promise<{ readonly origin: string; readonly stop: () => void }> => {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'image-server.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [origin] = await once(createInterface({ input: server.stdout }), 'line');
  return { origin: String(origin), stop: () => server.stdin.end() };
};

/** What one run of the mill took. */
export type MillRun = {
  /** The whole command: a new database, the pipeline, the dataset written. */
  readonly seconds: number;
  /** The pipeline alone: from the job's start to the last candidate's end. */
  readonly pipelineSeconds: number;
  readonly kept: number;
  readonly peak: Record<string, number>;
};

/** Runs `pixmill build` on a list of so many images of a server, in a new folder of the workplace. */
export const runMill = async (
  origin: string,
  { count, workplace }: { readonly count: number; readonly workplace: string },
): Promise<MillRun> => {
  const directory = await mkdtemp(join(workplace, `${count}-`));
  const dataDirectory = join(directory, 'data');
  const list = join(directory, 'list.txt');
  const urls = Array.from({ length: count }, (_, index) => `${origin}/${benchImageName(index)}`);
  await writeFile(list, `${urls.join('\n')}\n`);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [CLI, 'build', '--from', list, '--out', join(directory, 'out'), '--json', '--per-host', '32'],
    {
      env: { ...process.env, PIXMILL_DATA_DIR: dataDirectory, ALLOWED_PRIVATE_ORIGINS: origin },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const peak = { command: 0, decoders: 0, postgres: 0, all: 0 };
  const timer = setInterval(() => {
    const now = treeMemory(child.pid ?? 0, dataDirectory);
    peak.command = Math.max(peak.command, now.command);
    peak.decoders = Math.max(peak.decoders, now.decoders);
    peak.postgres = Math.max(peak.postgres, now.postgres);
    peak.all = Math.max(peak.all, now.command + now.decoders + now.postgres);
  }, 1000);
  let kept = 0;
  let begun = started;
  let ended = started;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"event":"progress"')) {
      if (begun === started) begun = performance.now();
      ended = performance.now();
    }
    if (line.startsWith('{"event":"end"')) kept = Number(/"images":(\d+)/.exec(line)?.[1] ?? 0);
  }
  clearInterval(timer);
  return { seconds: (performance.now() - started) / 1000, pipelineSeconds: (ended - begun) / 1000, kept, peak };
};
