import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSettings, type SettingState, type SettingsOrigin } from '../../platform/config/load-settings.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrationStatus } from '../../platform/database/migrate.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { colours } from '../terminal.ts';
import { wrapText } from '../wrap-text.ts';

/** One thing that `pixmill doctor` looks at; none of them uses the network or changes what is there. */
export type Check = {
  readonly name: string;
  /** One line on what was found. What it throws is what is wrong. */
  readonly run: () => Promise<string>;
};

/** What one check found. */
export type Finding = { readonly name: string; readonly ok: boolean; readonly line: string };

/** Free space below which a build is likely to end with a full disk. */
const LEAST_FREE_BYTES = 1e9;

const runtimeCheck: Check = {
  name: 'runtime',
  run: async () => `Node ${process.versions.node} on ${process.platform} ${process.arch}, process ${process.pid}`,
};

/** Writes a file in the data directory, reads it back and removes it; tells the free space. */
export const dataDirectoryCheck = ({ dataDirectory }: Pick<Settings, 'dataDirectory'>): Check => ({
  name: 'data directory',
  run: async () => {
    await mkdir(dataDirectory, { recursive: true });
    await access(dataDirectory, constants.W_OK);
    const probe = join(dataDirectory, `.doctor-${randomUUID()}`);
    try {
      await writeFile(probe, 'pixmill');
      if ((await readFile(probe, 'utf8')) !== 'pixmill') throw new Error('What was written reads back differently.');
    } finally {
      await rm(probe, { force: true });
    }
    const { bavail, bsize } = await statfs(dataDirectory);
    const free = bavail * bsize;
    const line = `${dataDirectory}, ${(free / 1e9).toFixed(1)} GB free`;
    if (free < LEAST_FREE_BYTES) throw new Error(`${line}: make room, a build would fill it.`);
    return line;
  },
});

/** Opens the database (starting the embedded one when it does not run), and compares its tables with the code. */
export const databaseCheck = ({
  settings,
  logger,
  migrations,
}: {
  readonly settings: Pick<Settings, 'databaseUrl' | 'dataDirectory'>;
  readonly logger: Logger;
  readonly migrations: string;
}): Check => ({
  name: 'database',
  run: async () => {
    const database = await openDatabase({ settings, logger });
    try {
      const { rows } = await database.pool.query<{ version: string }>(
        `select current_setting('server_version') as version`,
      );
      const { pending } = await migrationStatus({ connection: database.connection, folder: migrations });
      const state =
        pending === 0
          ? 'tables up to date'
          : `${pending === 1 ? '1 migration is' : `${pending} migrations are`} applied at the next start`;
      return `${database.kind} PostgreSQL ${rows[0]?.version ?? ''} ${database.where}, ${state}`;
    } finally {
      await database.close();
    }
  },
});

/** Checks the settings: each wrong one is a line of its own. */
const settingsFindings = (states: readonly SettingState[]): readonly Finding[] => {
  const wrong = states.filter(({ problem }) => problem !== null);
  if (wrong.length > 0) {
    return wrong.map(({ name, problem }) => ({ name: 'settings', ok: false, line: `${name}: ${problem ?? ''}` }));
  }
  const set = states.filter(({ from }) => from !== 'default').length;
  return [{ name: 'settings', ok: true, line: `${set} of ${states.length} are set, all are understood` }];
};

/** Runs the checks one after the other; a failed one stops none of the others. */
const runChecks = async (checks: readonly Check[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const { name, run } of [runtimeCheck, ...checks]) {
    try {
      findings.push({ name, ok: true, line: await run() });
    } catch (error) {
      findings.push({ name, ok: false, line: error instanceof Error ? error.message : String(error) });
    }
  }
  return findings;
};

const describeSetting = ({ name, from, shown, defaultText, description }: SettingState): string[] => {
  const value = shown === null ? `(default: ${defaultText})` : `= ${shown}${from === 'file' ? ' (from .env)' : ''}`;
  return [`  ${name} ${value}`, description];
};

/**
 * `pixmill doctor`: what was found, then every setting with its value (secrets hidden), its default and what it means,
 * in lines of at most `columns`. Returns whether all is well.
 */
export const runDoctor = async (
  {
    origin = {},
    checks,
    columns = Infinity,
  }: { readonly origin?: SettingsOrigin; readonly checks: readonly Check[]; readonly columns?: number },
  write: (line: string) => void,
): Promise<boolean> => {
  const states = describeSettings(origin);
  const findings = [...(await runChecks(checks)), ...settingsFindings(states)];
  const width = Math.max(...findings.map(({ name }) => name.length));
  const writeWrapped = (first: string, text: string, visible = first.length): void => {
    for (const [index, line] of wrapText(text, columns - visible - 1).entries()) {
      write(`${index === 0 ? first : ' '.repeat(visible)}${line}`);
    }
  };
  for (const { name, ok, line } of findings) {
    const mark = ok ? colours.green('ok   ') : colours.red('FAIL ');
    writeWrapped(`${mark} ${name.padEnd(width)}  `, line, width + 8);
  }
  write('');
  write('Settings (environment or .env):');
  for (const state of states) {
    const [head = '', meaning = ''] = describeSetting(state);
    write(head);
    writeWrapped('      ', meaning);
  }
  return findings.every(({ ok }) => ok);
};
