import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import type { Terminal } from '../terminal.ts';
import { passwordInputError } from './users-command.errors.ts';

/** More than any password: whoever pipes a file in by mistake hears so instead of filling the memory. */
const MOST_BYTES = 4096;

/** The first line of what is piped in. Throws `password_input.missing`, `password_input.too_long`. */
const readLine = async (input: AsyncIterable<Buffer | string>): Promise<string> => {
  let text = '';
  for await (const chunk of input) {
    text += chunk.toString();
    if (text.length > MOST_BYTES) throw passwordInputError('password_input.too_long');
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw passwordInputError('password_input.missing');
  return line;
};

/** Asks a person without showing what is typed. */
const ask = async (
  question: string,
  { input, terminal }: { input: ReadStream; terminal: Terminal },
): Promise<string> => {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  const stop = new AbortController();
  reader.on('close', () => stop.abort());
  // The terminal hands Ctrl-C to the question instead of the process.
  reader.on('SIGINT', () => {
    reader.close();
    process.kill(process.pid, 'SIGINT');
  });
  terminal.error.write(question);
  try {
    return await reader.question('', { signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw passwordInputError('password_input.missing', {}, { cause: error });
  } finally {
    terminal.error.write('\n');
    reader.close();
  }
};

/**
 * Reads a new password: from a person, who types it twice unseen, or the first line of what is piped in. Throws
 * `password_input.*`.
 */
export const readPassword = async (
  input: ReadStream | (AsyncIterable<Buffer | string> & { readonly isTTY?: boolean }),
  terminal: Terminal,
): Promise<string> => {
  if (!('setRawMode' in input) || !input.isTTY) return readLine(input);
  const password = await ask('New password: ', { input, terminal });
  const again = await ask('The same again: ', { input, terminal });
  if (password !== again) throw passwordInputError('password_input.differs');
  return password;
};
