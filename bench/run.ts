/** Runs the benches: all of them, or those named. `npm run bench`, `npm run bench -- mill dedupe` */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const BENCHES = [
  'mill',
  'dedupe',
  'list',
  'inspect',
  'api',
  'vectors',
  'models',
  'analysis',
  'suggestions',
  'clusters',
];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}: choose from ${BENCHES.join(', ')}.`);
  process.exit(2);
}
for (const name of named.length > 0 ? named : BENCHES) {
  console.log(`\n${name}`);
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  const status = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (status !== 0) process.exitCode = 1;
}
