import { Command, CommanderError } from 'commander';
import { addBuildCommand } from './commands/build/build-command.ts';
import { addCheckCommand } from './commands/check/check-command.ts';
import { addClusterCommand } from './commands/cluster/cluster-command.ts';
import { addDbCommand } from './commands/db/db-command.ts';
import { addDedupeCommand } from './commands/dedupe/dedupe-command.ts';
import { addDoctorCommand } from './commands/doctor/doctor-command.ts';
import { addExportCommand } from './commands/export/export-command.ts';
import { addImportCommand } from './commands/import/import-command.ts';
import { addModelsCommand } from './commands/models/models-command.ts';
import { addOpenApiCommand } from './commands/openapi/openapi-command.ts';
import { addSearchCommand } from './commands/search/search-command.ts';
import { addServeCommands } from './commands/serve/serve-command.ts';
import { addSourcesCommand } from './commands/sources/sources-command.ts';
import { addUsersCommand } from './commands/users/users-command.ts';
import { EXIT } from './commands/exit-status.ts';
import { reportFailure, sentenceFor } from './commands/report-failure.ts';
import { processTerminal } from './commands/terminal.ts';
import { VERSION } from './version.ts';

/** What commander says of a wrong command line, as one sentence like all others. */
const wrongUsage = (text: string): string => {
  const [problem = '', hint = ''] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const command = program.commands.find((known) => known.name() === process.argv[2]);
  const help = `\`pixmill${command === undefined ? '' : ` ${command.name()}`} --help\` lists what there is.`;
  const said = `${problem.replace(/\.$/, '')}${hint === '' ? '' : ` ${hint.toLowerCase()}`}`;
  return sentenceFor(terminal, `${said.charAt(0).toUpperCase()}${said.slice(1)}: ${help}`);
};

const program = new Command('pixmill')
  .description('Keywords, links, folders and archives in; clean, licensed, deduplicated image datasets out.')
  .version(VERSION, '-v, --version', 'print the version')
  .helpOption('-h, --help', 'show this help')
  .helpCommand(false)
  .showSuggestionAfterError()
  .configureHelp({ showGlobalOptions: false })
  .configureOutput({ outputError: (text, write) => write(wrongUsage(text)) })
  .exitOverride();

const terminal = processTerminal();
const context = { terminal, setExitStatus: (status: number) => void (process.exitCode = status) };
addBuildCommand(program, context);
addCheckCommand(program, context);
addClusterCommand(program, context);
addDedupeCommand(program, context);
addImportCommand(program, context);
addExportCommand(program, context);
addSourcesCommand(program, context);
addSearchCommand(program, context);
addServeCommands(program, context);
addOpenApiCommand(program, context);
addUsersCommand(program, context);
addModelsCommand(program, context);
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
