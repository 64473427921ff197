import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const CLI = join(import.meta.dirname, '..', '..', 'packages', 'pixmill', 'bin', 'pixmill.js');

/** `pixmill api` or `pixmill serve` in a process of its own. */
export type ApiProcess = {
  readonly pid: number;
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** Starts the API on a data directory and a free port, without limits on requests. */
export const startApiProcess = async (
  dataDirectory: string,
  {
    command = 'api',
    nodeOptions = [],
  }: { readonly command?: 'api' | 'serve'; readonly nodeOptions?: readonly string[] } = {},
): Promise<ApiProcess> => {
  const child = spawn(process.execPath, [...nodeOptions, CLI, command], {
    env: {
      ...process.env,
      PIXMILL_DATA_DIR: dataDirectory,
      PORT: '0',
      RATE_LIMIT_USER: '1000000',
      RATE_LIMIT_ANONYMOUS: '1000000',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready on (http:\S+?);?\s/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      pid: child.pid ?? 0,
      url,
      stop: async () => {
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error('The API did not start.');
};

/** Signs somebody up; the headers of their requests, and their id. */
export const signUpAt = async (
  url: string,
  email: string,
): Promise<{ readonly userId: string; readonly headers: { readonly authorization: string } }> => {
  const response = await fetch(`${url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'correct horse battery' }),
  });
  if (response.status !== 201) throw new Error(`Sign-up was answered with ${response.status}.`);
  const body: { user: { id: string }; session: { access_token: string } } = JSON.parse(await response.text());
  return { userId: body.user.id, headers: { authorization: `Bearer ${body.session.access_token}` } };
};
