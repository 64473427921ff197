import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Value } from 'typebox/value';
import { parse as parseYaml } from 'yaml';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { usageError } from '../command.errors.ts';
import { nearestWord } from '../nearest-word.ts';
import { BuildConfig, EXPECTED, isOption } from './build-options.ts';

/**
 * Reads a config file, JSON or YAML. Throws `usage.config_*`, with every problem and, for a word that is nearly right, the
 * word that was probably meant.
 */
export const readConfig = async (file: string): Promise<BuildConfig> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw usageError('usage.config_unreadable', { file, reason: reasonOf(error) }, { cause: error });
  });
  const format = extname(file).toLowerCase() === '.json' ? 'JSON' : 'YAML';
  let value: unknown;
  try {
    value = format === 'JSON' ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw usageError('usage.config_syntax', { file, format, reason: reason.replace(/[.:]+$/, '') }, { cause: error });
  }
  if (Value.Check(BuildConfig, value)) return value;
  throw usageError('usage.config_invalid', { file, problems: problemsOf(value).join('; ') });
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

const reasonOf = (error: unknown): string => {
  const code = systemCode(error) ?? String(error);
  return REASONS[code] ?? code;
};

const TOP_WORDS = ['dataset_name', 'categories', 'options'];
const OPTION_WORDS = Object.keys(EXPECTED);

const problemsOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return ['it must be a mapping with dataset_name, categories and options'];
  }
  const options: unknown = 'options' in value ? value.options : undefined;
  const unknown = [
    ...unknownWords(value, TOP_WORDS, ''),
    ...(typeof options === 'object' && options !== null ? unknownWords(options, OPTION_WORDS, 'options.') : []),
  ];
  const wrong = Value.Errors(BuildConfig, value).flatMap(({ instancePath }) => {
    const [top = '', option = ''] = instancePath.slice(1).split('/');
    if (top === 'options' && isOption(option)) return [`"options.${option}" must be ${EXPECTED[option]}`];
    if (top === 'dataset_name') return ['"dataset_name" must be a text of 1 to 100 characters'];
    return top === 'categories' ? ['"categories" must name lists of keywords'] : [];
  });
  const problems = [...new Set([...unknown, ...wrong])];
  return problems.length > 0 ? problems.slice(0, 10) : ['"options" must be a mapping'];
};

const unknownWords = (value: object, known: readonly string[], prefix: string): string[] =>
  Object.keys(value)
    .filter((word) => !known.includes(word))
    .map((word) => {
      const meant = nearestWord(word, known);
      return `"${prefix}${word}" is not known${meant === null ? '' : ` (did you mean "${meant}"?)`}`;
    });
