/**
 * Makes the migrations anew: one from the schema files, and one for each file of `sql/`, which is written by hand. Only
 * until there are databases that were made by a release. `npm run db:squash -w pixmill`
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..');
const MIGRATIONS = join(PACKAGE, 'migrations');
const BY_HAND = join(PACKAGE, 'sql');

const generate = (...options: readonly string[]): void => {
  execFileSync('drizzle-kit', ['generate', ...options], { cwd: PACKAGE, stdio: 'inherit' });
};

rmSync(MIGRATIONS, { recursive: true, force: true });
generate('--name', 'initial');
for (const file of readdirSync(BY_HAND).toSorted()) {
  const name = basename(file, '.sql');
  generate('--custom', '--name', name);
  const migration = readdirSync(MIGRATIONS).find((made) => made.endsWith(`_${name}.sql`));
  if (migration === undefined) throw new Error(`drizzle-kit made no migration for ${file}.`);
  copyFileSync(join(BY_HAND, file), join(MIGRATIONS, migration));
}
