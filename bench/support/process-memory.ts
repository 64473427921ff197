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

/** Memory of a command and of everything that it has started, and of the database server in a data directory. */
export const treeMemory = (root: number, dataDirectory: string): TreeMemory => {
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
  const sum = (pids: Iterable<number>) => [...pids].reduce((total, pid) => total + proportionalMb(pid), 0);
  const below = [...parents.keys()].filter((pid) => isBelow(pid) && !postgres.has(pid));
  return { command: proportionalMb(root), decoders: sum(below), postgres: sum(postgres) };
};
