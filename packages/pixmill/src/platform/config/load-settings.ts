import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { HIDDEN } from '../logging/redaction.ts';
import { configError } from './config.errors.ts';
import { SETTINGS, type SettingDefinition, type Settings } from './settings.ts';

/** Texts by the names under which the environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a person sees of one setting. */
export type SettingState = {
  readonly name: string;
  readonly description: string;
  readonly defaultText: string;
  readonly from: 'default' | 'environment' | 'file';
  /** What is set, hidden when it is secret; `null` when it is not set. */
  readonly shown: string | null;
  /** What is expected instead of a wrong value; `null` when all is well. */
  readonly problem: string | null;
};

/** Where settings are looked up. */
export type SettingsOrigin = {
  /** Wins over the file. */
  readonly environment?: Environment;
  /** Folder of the file `.env`; a relative data directory is relative to it. */
  readonly cwd?: string;
};

const FILE = '.env';

const definitions: readonly [string, SettingDefinition<unknown>][] = Object.entries(SETTINGS);

// The one place where the environment is read.
const processEnvironment = (): Environment => process.env;

const readFile = (path: string): Environment => {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return {};
    throw configError('config.unreadable', { file: path, reason: code }, { cause: error });
  }
};

type Found = { readonly from: SettingState['from']; readonly text: string | undefined };

const find = (name: string, environment: Environment, file: Environment): Found => {
  const own = environment[name];
  if (own !== undefined && own !== '') return { from: 'environment', text: own };
  const written = file[name];
  if (written !== undefined && written !== '') return { from: 'file', text: written };
  return { from: 'default', text: undefined };
};

/** What is wrong with a text, without the text. */
const parseOne = (definition: SettingDefinition<unknown>, text: string | undefined) => {
  try {
    return { value: definition.parse(text), problem: null };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : 'cannot be understood' };
  }
};

/**
 * Reads every setting from the environment and the file `.env` of a folder. Throws `config.invalid` that names all wrong
 * ones at once, without their values, and `config.unreadable`.
 */
export const loadSettings = ({
  environment = processEnvironment(),
  cwd = process.cwd(),
}: SettingsOrigin = {}): Settings => {
  const path = join(cwd, FILE);
  const file = readFile(path);
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, definition] of definitions) {
    const { text } = find(definition.name, environment, file);
    const { value, problem } = parseOne(definition, text);
    if (problem !== null) problems.push(`${definition.name} (${problem})`);
    values[key] = value;
  }
  if (problems.length > 0) throw configError('config.invalid', { problems: problems.join(', '), file: path });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop above has parsed every key of SETTINGS
  const settings = values as Settings;
  return { ...settings, dataDirectory: resolve(cwd, settings.dataDirectory) };
};

/** Lists every setting as it is now, wrong ones too, secrets hidden. Throws `config.unreadable`. */
export const describeSettings = ({
  environment = processEnvironment(),
  cwd = process.cwd(),
}: SettingsOrigin = {}): readonly SettingState[] => {
  const file = readFile(join(cwd, FILE));
  return definitions.map(([, definition]) => {
    const { from, text } = find(definition.name, environment, file);
    const { problem } = parseOne(definition, text);
    const hidden = definition.secret === true || problem !== null;
    return {
      name: definition.name,
      description: definition.description,
      defaultText: definition.defaultText,
      from,
      shown: text === undefined ? null : hidden ? HIDDEN : text,
      problem,
    };
  });
};

/** The values that must never be written anywhere, for the logger: secret settings, and the password in DATABASE_URL. */
export const secretValues = (settings: Settings): readonly string[] => {
  const values: Readonly<Record<string, unknown>> = settings;
  const secrets = definitions.flatMap(([key, definition]) => {
    const value = values[key];
    return definition.secret === true && typeof value === 'string' ? [value] : [];
  });
  const password = URL.parse(settings.databaseUrl ?? '')?.password ?? '';
  return password === '' ? secrets : [...secrets, password, decodeURIComponent(password)];
};
