import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { Halves } from './start-service.ts';

/** Adds `pixmill serve`, `pixmill api` and `pixmill worker`. */
export const addServeCommands = (program: Command, { terminal, setExitStatus }: CommandContext): void => {
  const add = (name: string, description: string, halves: Halves): void => {
    program
      .command(name)
      .description(description)
      .action(async () => {
        const { serve } = await import('./serve-action.ts');
        setExitStatus(await serve(halves, terminal));
      });
  };
  add('serve', 'run the API and a worker: the whole product on http://127.0.0.1:8000', { api: true, worker: true });
  add('api', 'run the API alone; any number may share a database and a bucket', { api: true, worker: false });
  add('worker', 'run a worker alone; any number may share a database and a bucket', { api: false, worker: true });
};
