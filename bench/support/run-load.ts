import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a server could do. */
export type Load = { readonly perSecond: number; readonly median: number; readonly p99: number };

/** Asks for one address over and over, from another process. Throws when an answer is not 200. */
export const runLoad = async (
  url: string,
  {
    headers = {},
    connections = 16,
    seconds = 8,
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly connections?: number;
    readonly seconds?: number;
  } = {},
): Promise<Load> => {
  const lines = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}:${value}`]);
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'load.ts'),
    url,
    '--connections',
    String(connections),
    '--seconds',
    String(seconds),
    ...lines,
  ]);
  const { failures, ...load }: Load & { failures: number } = JSON.parse(stdout);
  if (failures > 0) throw new Error(`${failures} answers of ${url} were not 200.`);
  return load;
};
