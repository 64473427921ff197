import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { ModelsRequest } from './models.ts';

/** Adds `pixmill models list|pull|add|verify|remove`. */
export const addModelsCommand = (program: Command, context: CommandContext): void => {
  const run = async (request: ModelsRequest): Promise<void> => {
    const { lookAfterModels } = await import('./models-action.ts');
    context.setExitStatus(await lookAfterModels(context.terminal, request));
  };
  const models = program
    .command('models')
    .description('look after the models that analyse images; nothing is downloaded unless asked for')
    .helpCommand(false);
  models
    .command('list')
    .description('list the models that are known, and those that are here')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => run({ action: 'list', json: json === true }));
  models
    .command('pull')
    .description('download a known model; goes on where it was interrupted')
    .argument('<name>')
    .action((name: string) => run({ action: 'pull', name }));
  models
    .command('add')
    .description('copy a model in: a folder with a manifest.json, or with the files of models that are known')
    .argument('<dir>')
    .action((directory: string) => run({ action: 'add', directory }));
  models
    .command('verify')
    .description('read every file of the models again, and run each once')
    .argument('[name]', 'only this one')
    .action((name: string | undefined) => run({ action: 'verify', name: name ?? null }));
  models
    .command('remove')
    .description('remove a model')
    .argument('<name>')
    .action((name: string) => run({ action: 'remove', name }));
};
