import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { Value } from 'typebox/value';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { whileReading } from '../usage-problem.ts';
import { BuildOptions, EXPECTED } from './build-options.ts';
import { planBuild } from './build-plan.ts';
import type { BuildIntent } from './open-build.ts';
import { readConfig } from './read-config.ts';
import { runBuild } from './run-build.ts';
import { runDryBuild } from './run-dry-build.ts';
import { selectSources } from './select-sources.ts';
import { usageError } from '../command.errors.ts';

type Flags = Record<string, unknown> & {
  readonly config?: string;
  readonly continue?: boolean;
  readonly retryFailed?: boolean | string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly demo?: boolean;
};

/** Adds `pixmill build`. */
export const addBuildCommand = (program: Command, context: CommandContext): void => {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  program
    .command('build')
    .description('build a dataset from keywords, lists of links, folders and archives')
    .argument('[keyword...]', 'what to look for; each keyword is a label')
    .option('--from <path or URL>', 'a list of links, a folder or an archive; may be repeated', collect)
    .option('--url-column <name>', 'column of the links in a list (default: guessed)')
    .option('--caption-column <name>', 'column of the captions (default: guessed)')
    .option('--label-column <name>', 'column of the labels (default: guessed)')
    .option('--config <file>', 'JSON or YAML with dataset_name, categories and options')
    .option('--source <names>', 'sources to ask for each keyword, e.g. openverse,commons')
    .option('--per-keyword <n>', 'kept images a keyword (default: 100)', wholeNumber)
    .option('--max-images <n>', 'kept images in all (default: no limit)', wholeNumber)
    .option('--license <list>', 'accept only these, e.g. cc0,by,by-sa or commercial (default: any)')
    .option('--level <level>', 'checks: fast, medium or slow (default: medium)')
    .option('--mode <mode>', 'what fails a check: strict, lenient or report (default: strict)')
    .option('--min-size <WxH>', 'least size in pixels (default: 64x64)')
    .option('--max-aspect <r>', 'greatest ratio of the sides (default: 10)', Number)
    .option('--min-bytes <n>', 'least size of a file (default: 1KiB)')
    .option('--max-bytes <n>', 'greatest size of a file (default: 25MiB)')
    .option('--near <bits>', 'bits in which near duplicates may differ, or off (default: 4)', bitsOrOff)
    .option('--out <directory>', 'where the dataset goes (default: ./<dataset name>)')
    .option('--format <formats>', 'imagefolder, webdataset or both (default: imagefolder)')
    .option('--resize <WxH:fit>', 'resize: inside, cover or fill (default: keep)')
    .option('--encode <format:quality>', 'encode: jpeg:90, webp:85, png (default: keep the bytes)')
    .option('--labels <types>', 'a label file an image: txt, json, csv, yaml')
    .option('--concurrency <n>', 'fetches at once (default: 32)', wholeNumber)
    .option('--per-host <n>', 'fetches at once from one host (default: 2)', wholeNumber)
    .option('--continue', 'go on with the interrupted build of this directory')
    .option('--retry-failed [reasons]', 'try failed candidates again, all or those with these codes')
    .option('--json', 'one JSON event a line instead of the bar')
    .option('--dry-run', 'find and count, fetch nothing')
    .option('--demo', 'build a small dataset from a server of its own, without the internet')
    .action(async (keywords: string[], flags: Flags) => {
      context.setExitStatus(await build(keywords, flags, context));
    });
};

const build = async (keywords: readonly string[], flags: Flags, context: CommandContext): Promise<number> => {
  const { terminal } = context;
  if (flags.demo === true) {
    const { runDemo } = await import('../demo/run-demo.ts');
    return runDemo({
      terminal,
      out: typeof flags['out'] === 'string' ? flags['out'] : 'pixmill-demo',
      json: flags.json === true,
    });
  }
  const { plan, settings } = await whileReading(async () => {
    const loaded = loadSettings();
    const config = flags.config === undefined ? {} : await readConfig(flags.config);
    const options = readFlags(flags);
    const cwd = process.cwd();
    const select = (names: readonly string[] | null) => selectSources(names, loaded);
    return {
      plan: await planBuild({ keywords, flags: options, config, selectSources: select, cwd }),
      settings: loaded,
    };
  });
  const interruption = listenForInterruption(terminal);
  const logger = createLogger({ level: settings.logLevel });
  const run = { plan, settings, logger, terminal, signal: interruption.signal };
  try {
    if (flags.dryRun === true) return await runDryBuild({ ...run, json: flags.json === true });
    const command = ['pixmill', ...process.argv.slice(2)].map(shellWord).join(' ');
    return await runBuild({ ...run, intent: intentOf(flags), json: flags.json === true, command });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write(`Interrupted; nothing is lost. Go on with the same command and --continue.\n`);
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};

const intentOf = (flags: Flags): BuildIntent => {
  if (flags.retryFailed === true) return { kind: 'retry', reasons: [] };
  if (typeof flags.retryFailed === 'string') {
    return { kind: 'retry', reasons: flags.retryFailed.split(',').map((reason) => reason.trim()) };
  }
  return flags.continue === true ? { kind: 'continue' } : { kind: 'new' };
};

/** Flags in the words of the config file, checked by the same schema. Throws `usage.bad_value`. */
const readFlags = (flags: Flags): BuildOptions => {
  const given: Record<string, unknown> = {};
  for (const [option, schema] of Object.entries(BuildOptions.properties)) {
    const value = flags[option.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) continue;
    const expected: string = Object.entries(EXPECTED).find(([name]) => name === option)?.[1] ?? 'another value';
    if (!Value.Check(schema, value)) {
      const flag = `--${option.replaceAll('_', '-')}`;
      throw usageError('usage.bad_value', { flag, value: String(value).slice(0, 80), expected });
    }
    given[option] = value;
  }
  return Value.Parse(BuildOptions, given);
};

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return number;
};

const bitsOrOff = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** A word as a shell would need it; secrets never stand in arguments. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
