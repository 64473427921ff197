import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

/** Asks a person a question that Enter answers as usual, with yes if not told otherwise; `false` where nobody can be asked. */
export const askYesNo = async (
  question: string,
  {
    terminal,
    signal,
    usual = 'yes',
  }: { readonly terminal: Terminal; readonly signal: AbortSignal; readonly usual?: 'yes' | 'no' },
): Promise<boolean> => {
  if (!terminal.isInteractive || !process.stdin.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands Ctrl-C to the question instead of the process.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await reader.question(`${question} ${usual === 'yes' ? '[Y/n]' : '[y/N]'} `, { signal });
    const said = answer.trim();
    return said === '' ? usual === 'yes' : /^(y|yes)$/i.test(said);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    // Ctrl-D: no answer.
    terminal.error.write('\n');
    return false;
  } finally {
    reader.close();
  }
};
