#!/usr/bin/env node
// The door that every Node can open: plain JavaScript that an old Node understands. It looks for a Node that is new
// enough (this one, or the one that the npm package `node` has put beside Pixmill) and starts the real command with it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const NEEDED = [22, 19];
const YOUNG_HEAP_BYTES = 8 * 1024 ** 2;
const packageDirectory = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(packageDirectory, 'dist', 'main.js');
const source = join(packageDirectory, 'src', 'main.ts');

/** Whether a version such as `24.21.0` is new enough; sources without a build need type stripping on by default. */
const isNewEnough = (version, runsSource) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = runsSource ? [24, 0] : NEEDED;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
};

/** Path of the Node that the npm package `node` has installed near Pixmill, or undefined when it would not do either. */
const bundledNode = () => {
  try {
    const near = createRequire(import.meta.url);
    const found = join(dirname(near.resolve('node/package.json')), 'bin', 'node');
    return existsSync(found) && isNewEnough(near('node/package.json').version, runsSource) ? found : undefined;
  } catch {
    return undefined;
  }
};

// In a checkout the sources are the truth, and a stale build must not hide them.
const runsSource = existsSync(source);
const entry = runsSource ? source : built;

if (isNewEnough(process.versions.node, runsSource)) {
  // What is under way outlives a small young heap, and is promoted only to be collected there; more than a few megabytes
  // cost memory and save no time. V8 has no setting for that in a running process, only how fast it may grow: not at all
  // while modules are loaded, then until it is large enough.
  // A service's requests are the other way round: with so small a heap they spend half of their time on collecting it.
  const answersRequests = ['api', 'serve'].includes(process.argv[2]);
  if (!answersRequests) {
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    const growth = setInterval(() => {
      const young = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
      const isLarge = young === undefined || young.space_size >= YOUNG_HEAP_BYTES;
      v8.setFlagsFromString(`--semi-space-growth-factor=${isLarge ? 1 : 2}`);
      if (isLarge) clearInterval(growth);
    }, 20);
    growth.unref();
  }
  // Left to itself V8 doubles the heap and more before it looks for what can go; this keeps it as small after days as after
  // minutes. A look through a whole heap holds up requests: every tenth search with 30 %, every eightieth with 100 %.
  v8.setFlagsFromString(`--heap-growing-percent=${answersRequests ? 100 : 30}`);
  // Helper threads of the collector would only take turns with the decoders.
  v8.setFlagsFromString('--single-threaded-gc');
  // drizzle-orm ships the same code twice. As ES modules it takes 2 s and 270 MB to load, as CommonJS a few milliseconds.
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, specifier.startsWith('drizzle-orm') ? { ...context, conditions: ['node', 'require'] } : context),
  });
  // Compiled code is kept for the next start; not in a folder that others may write to.
  module.enableCompileCache(join(homedir(), '.cache', 'pixmill'));
  await import(pathToFileURL(entry).href);
} else {
  const node = bundledNode();
  if (node === undefined) {
    process.stderr.write(
      `Pixmill needs Node ${NEEDED.join('.')} or newer and this is ${process.versions.node}: ` +
        'install a newer Node, or run `npm install node@24` beside Pixmill and it will be used.\n',
    );
    process.exitCode = 1;
  } else {
    // This same door again, opened by the other Node. The channel tells it when this process is gone, even by `kill -9`:
    // it then stops as by Ctrl-C.
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      // The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', (error) => {
      process.stderr.write(`Pixmill could not start ${node}: ${error.message}\n`);
      process.exitCode = 1;
    });
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (signal === null ? 1 : (constants.signals[signal] ?? 1));
    });
  }
}
