import { readFileSync, readdirSync } from 'node:fs';

/** Memory of a tree of processes in MB, shared pages counted once (PSS); Linux only. */
export type TreeMemory = { readonly command: number; readonly decoders: number; readonly postgres: number };

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const proportionalMb = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** Everything that a command has started, and the database server in a data directory, which are not its children. */
const treeOf = (root: number, dataDirectory: string): { readonly below: number[]; readonly postgres: number[] } => {
  const parents = new Map<number, number>();
  const postgres = new Set<number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
    const command = read(`/proc/${pid}/cmdline`);
    if (command.includes('postgres') && command.includes(dataDirectory)) postgres.add(pid);
  }
  for (const [pid, parent] of parents) if (postgres.has(parent)) postgres.add(pid);
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return {
    below: [...parents.keys()].filter((pid) => isBelow(pid) && !postgres.has(pid)),
    postgres: [...postgres],
  };
};

/** Memory of a command and of everything that it has started, and of the database server in a data directory. */
export const treeMemory = (root: number, dataDirectory: string): TreeMemory => {
  const { below, postgres } = treeOf(root, dataDirectory);
  const sum = (pids: readonly number[]) => pids.reduce((total, pid) => total + proportionalMb(pid), 0);
  return { command: proportionalMb(root), decoders: sum(below), postgres: sum(postgres) };
};

/** Clock ticks of a second, as Linux tells them to programs. */
const TICKS = 100;

/** Processor time of the same processes so far, in seconds. */
export const treeCpuSeconds = (root: number, dataDirectory: string): number => {
  const { below, postgres } = treeOf(root, dataDirectory);
  return [root, ...below, ...postgres].reduce((total, pid) => {
    // The name of a command may hold anything, so fields are counted from its end.
    const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return total + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
  }, 0);
};
