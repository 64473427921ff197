import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** Adds `pixmill doctor`. */
export const addDoctorCommand = (program: Command, { terminal, setExitStatus }: CommandContext): void => {
  program
    .command('doctor')
    .description('try every part of this installation, and list the settings that are in force')
    .action(async () => {
      const { examine } = await import('./doctor-action.ts');
      setExitStatus(await examine(terminal));
    });
};
