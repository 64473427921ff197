import { spawn } from 'node:child_process';
import type { Launch } from './server-account.ts';

/** How a program ended, and the end of what it wrote. */
export type ProgramResult = { readonly status: number | null; readonly output: string };

const LONGEST_OUTPUT = 64 * 1024;

/** Runs a program to its end. Throws what `spawn` throws, e.g. when the program does not exist. */
export const runProgram = (launch: Launch, environment: Record<string, string>): Promise<ProgramResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(launch.command, [...launch.args], {
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...launch.user,
    });
    let output = '';
    const collect = (text: string): void => {
      output = (output + text).slice(-LONGEST_OUTPUT);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
