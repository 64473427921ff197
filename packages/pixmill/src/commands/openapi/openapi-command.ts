import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** Adds `pixmill openapi`. */
export const addOpenApiCommand = (program: Command, { terminal }: CommandContext): void => {
  program
    .command('openapi')
    .description('print the OpenAPI document of the HTTP API; needs no database')
    .action(async () => {
      const { describeApi } = await import('../../api/describe-api.ts');
      const { document } = await describeApi();
      terminal.out.write(`${JSON.stringify(document, null, 2)}\n`);
    });
};
