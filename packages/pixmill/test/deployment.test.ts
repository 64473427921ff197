import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addServeCommands } from '../src/commands/serve/serve-command.ts';
import { checkServiceSettings } from '../src/platform/config/check-service-settings.ts';
import { loadSettings } from '../src/platform/config/load-settings.ts';
import { SETTINGS } from '../src/platform/config/settings.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Names that Pixmill reads; the client of S3 and Node read some themselves. */
const KNOWN = new Set<string>([
  ...Object.values(SETTINGS).map(({ name }) => name),
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'NODE_ENV',
]);

const COMMANDS = ((): readonly string[] => {
  const program = new Command();
  addServeCommands(program, {
    terminal: { out: process.stdout, error: process.stderr, isInteractive: false, columns: 80 },
    setExitStatus: () => undefined,
  });
  return program.commands.map((command) => command.name());
})();

const Service = Type.Object({
  build: Type.Optional(Type.String()),
  image: Type.Optional(Type.String()),
  command: Type.Optional(Type.Array(Type.String())),
  environment: Type.Optional(Type.Record(Type.String(), Type.String())),
  depends_on: Type.Optional(Type.Record(Type.String(), Type.Object({ condition: Type.String() }))),
  healthcheck: Type.Optional(Type.Object({ test: Type.Array(Type.String()) })),
  ports: Type.Optional(Type.Array(Type.String())),
  volumes: Type.Optional(Type.Array(Type.String())),
  deploy: Type.Optional(Type.Object({ replicas: Type.Integer() })),
});
const Compose = Type.Object({
  services: Type.Record(Type.String(), Service),
  volumes: Type.Record(Type.String(), Type.Null()),
});

const { services, volumes } = Value.Parse(Compose, parse(read('docker-compose.yml'), { merge: true }));
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

/** What a shell variable becomes when only those without a default are set. */
const SECRET = 'x'.repeat(40);
const filledIn = (value: string): string =>
  value.replaceAll(/\$\{\w+(?::-([^}]*)|:\?[^}]*)?\}/g, (_, fallback?: string) => fallback ?? SECRET);
const environmentOf = (environment: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value)]));

/** Instructions of the Dockerfile by stage, with continued lines joined. */
const stages = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n/g, ' ')
  .split(/^(?=FROM )/m)
  .filter((stage) => stage.trim() !== '')
  .map((stage) =>
    stage
      .trim()
      .split(/\n+/)
      .map((line) => {
        const [instruction = '', ...rest] = line.trim().split(/\s+/);
        return { instruction, rest };
      }),
  );
const [build = [], run = []] = stages;
const wordsOf = (stage: typeof build, instruction: string): readonly string[][] =>
  stage.filter((line) => line.instruction === instruction).map(({ rest }) => rest);
const imageEnvironment = Object.fromEntries(
  wordsOf(run, 'ENV')
    .flat()
    .map((pair) => pair.split('=', 2)),
);

describe('docker-compose.yml', () => {
  it('runs an API and two workers, with everything that they use', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'bucket', 'mailpit', 'minio', 'postgres', 'redis', 'worker']);
    expect(ours.map(([name, { command }]) => [name, command])).toEqual([
      ['api', ['api']],
      ['worker', ['worker']],
    ]);
    expect(COMMANDS).toEqual(expect.arrayContaining(['serve', 'api', 'worker']));
    expect(services['worker']?.deploy?.replicas).toBe(2);
  });

  it.each(ours)(
    '%s sets only what is a setting, to what the setting takes, fit for production',
    (_, { environment }) => {
      const given = environmentOf(environment);
      expect(Object.keys(given).filter((name) => !KNOWN.has(name))).toEqual([]);
      const settings = loadSettings({ environment: { ...imageEnvironment, ...given }, cwd: ROOT });
      expect(settings.environment).toBe('production');
      expect(() => checkServiceSettings(settings)).not.toThrow();
    },
  );

  it.each(Object.entries(services))(
    '%s waits only for what is there and can tell, and keeps what it must',
    (_, service) => {
      const needed = Object.entries(service.depends_on ?? {});
      expect(Object.keys(services)).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
      const asked = needed.filter(([, { condition }]) => condition === 'service_healthy').map(([name]) => name);
      expect(asked.filter((name) => services[name]?.healthcheck === undefined)).toEqual([]);
      const named = (service.volumes ?? []).map((volume) => volume.split(':', 1)[0]);
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    },
  );

  it('names hosts that are services of it', () => {
    const hosts = ours.flatMap(([, { environment }]) =>
      ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT'].map((name) => new URL(filledIn(environment?.[name] ?? '')).hostname),
    );
    hosts.push(...ours.map(([, { environment }]) => environment?.['SMTP_HOST'] ?? ''));
    expect(Object.keys(services)).toEqual(expect.arrayContaining(hosts));
  });

  it('opens ports on this machine only, and pins every image', () => {
    const all = Object.values(services);
    expect(all.flatMap(({ ports = [] }) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    const foreign = all.filter(({ build }) => build === undefined).map(({ image = '' }) => image);
    expect(foreign.filter((image) => !/:(?!latest)/.test(image))).toEqual([]);
    // Removed from Docker Hub in 2026: nobody can start what names them.
    expect(foreign.filter((image) => image.startsWith('minio/'))).toEqual([]);
  });

  it('asks PostgreSQL how it is where its clients do', () => {
    // A server that is still making its database answers on the socket, and is gone a moment later.
    expect(services['postgres']?.healthcheck?.test).toEqual(expect.arrayContaining(['pg_isready', '-h', '127.0.0.1']));
  });
});

describe('Dockerfile', () => {
  it('builds in one stage, and runs in another as somebody else than root', () => {
    expect(stages).toHaveLength(2);
    const users = wordsOf(run, 'USER').flat();
    expect(users.at(-1)).toBe('node');
    const { engines } = JSON.parse(read('packages/pixmill/package.json'));
    const majors = stages.map((stage) => Number(/node:(\d+)/.exec(wordsOf(stage, 'FROM').flat().join(' '))?.[1]));
    for (const major of majors) expect(major).toBeGreaterThanOrEqual(Number.parseInt(engines.node.slice(2), 10));
  });

  it('copies what is there, and what the package consists of', () => {
    const sources = wordsOf(build, 'COPY').flatMap((words) => words.slice(0, -1));
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const copied = wordsOf(run, 'COPY').map((words) => words.at(-2)?.replace('/build/packages/pixmill/', ''));
    const { files } = JSON.parse(read('packages/pixmill/package.json'));
    expect(copied).toEqual(expect.arrayContaining([...files, 'package.json']));
    const workspaces = wordsOf(build, 'COPY').flat();
    for (const name of ['pixmill', 'client']) expect(workspaces).toContain(`packages/${name}/package.json`);
  });

  it('sets only settings, opens the port that it listens on, and asks there how it is', () => {
    expect(Object.keys(imageEnvironment).filter((name) => !KNOWN.has(name))).toEqual([]);
    expect(wordsOf(run, 'EXPOSE').flat()).toEqual([imageEnvironment['PORT']]);
    expect(wordsOf(run, 'HEALTHCHECK').flat().join(' ')).toContain('/api/v1/health/ready');
    expect(wordsOf(run, 'VOLUME').flat()).toEqual([imageEnvironment['PIXMILL_DATA_DIR']]);
    const [command = ''] = wordsOf(run, 'CMD').flat();
    expect(COMMANDS).toContain(JSON.parse(command)[0]);
  });

  it('never sees secrets or what was made here (.dockerignore)', () => {
    const lines = read('.dockerignore').split('\n');
    expect(lines).toEqual(expect.arrayContaining(['**', '**/node_modules', '**/.env', '**/dist']));
    const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const sources = wordsOf(build, 'COPY').flatMap((words) => words.slice(0, -1));
    expect(letIn).toEqual(expect.arrayContaining(sources.map((source) => source.split('/', 1)[0])));
  });
});
