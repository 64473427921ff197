import { Command, CommanderError } from 'commander';
import { addBuildCommand } from './commands/build/build-command.ts';
import { addCheckCommand } from './commands/check/check-command.ts';
import { addDbCommand } from './commands/db/db-command.ts';
import { addDoctorCommand } from './commands/doctor/doctor-command.ts';
import { addExportCommand } from './commands/export/export-command.ts';
import { addImportCommand } from './commands/import/import-command.ts';
import { addSourcesCommand } from './commands/sources/sources-command.ts';
import { EXIT } from './commands/exit-status.ts';
import { reportFailure } from './commands/report-failure.ts';
import { processTerminal } from './commands/terminal.ts';
import { VERSION } from './version.ts';

const program = new Command('pixmill')
  .description('Keywords, links, folders and archives in; clean, licensed, deduplicated image datasets out.')
  .version(VERSION, '-v, --version', 'print the version')
  .helpOption('-h, --help', 'show this help')
  .helpCommand(false)
  .showSuggestionAfterError()
  .configureHelp({ showGlobalOptions: false })
  .exitOverride();

const terminal = processTerminal();
const context = { terminal, setExitStatus: (status: number) => void (process.exitCode = status) };
addBuildCommand(program, context);
addCheckCommand(program, context);
addImportCommand(program, context);
addExportCommand(program, context);
addSourcesCommand(program, context);
addDbCommand(program, context);
addDoctorCommand(program, context);

// A reader that has seen enough (`pixmill sources | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else process.exitCode = reportFailure(terminal, error);
}
