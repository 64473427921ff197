import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The command that a user types, as it stands in the checkout. */
export const PIXMILL = join(import.meta.dirname, '..', 'bin', 'pixmill.js');

/** How a command ended. */
export type PixmillRun = { readonly status: number | null; readonly out: string; readonly error: string };

/** Runs the real command in a process of its own, with these settings over the environment. */
export const runPixmill = (
  words: readonly string[],
  { settings, cwd }: { readonly settings: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<PixmillRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PIXMILL, ...words], {
      env: { ...process.env, NO_COLOR: '1', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, error }));
  });

/** The lines of a JSON Lines file. */
export const readJsonLines = async <T>(path: string, parse: (value: unknown) => T): Promise<T[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parse(JSON.parse(line)));
