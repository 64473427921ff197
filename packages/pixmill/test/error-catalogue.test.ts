import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OUTCOME_SENTENCES } from '../src/outcome-sentences.ts';
import type { CodeDefinition } from '../src/platform/errors/error-catalogue.ts';

const SRC = join(import.meta.dirname, '..', 'src');

type Area = { readonly area: string; readonly codes: Readonly<Record<string, CodeDefinition>> };

const isArea = (value: unknown): value is Area =>
  typeof value === 'object' && value !== null && 'area' in value && 'codes' in value;

const files = globSync('**/*.errors.ts', { cwd: SRC }).toSorted();
const perFile = await Promise.all(
  files.map(async (file) => {
    const exported: Record<string, unknown> = await import(join(SRC, file));
    return { file, areas: Object.values(exported).filter(isArea) };
  }),
);
const areas = perFile.flatMap(({ areas }) => areas);
const codes = areas.flatMap(({ codes }) => Object.entries(codes));

/** Areas by whose codes candidates end; all others end commands and requests. */
const OUTCOME_AREAS = ['dedupe', 'fetch', 'input', 'inspect', 'job', 'judge', 'source', 'storage'];

describe('the catalogue of errors and outcomes', () => {
  it('has one area a file, and no two areas of one name', () => {
    expect(perFile.filter(({ areas }) => areas.length !== 1).map(({ file }) => file)).toEqual([]);
    const names = areas.map(({ area }) => area);
    expect(names.length).toBeGreaterThan(10);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it('has every code once, written as area.reason in small letters', () => {
    const names = codes.map(([code]) => code);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(names.filter((code) => !/^[a-z_]+\.[a-z_]+$/.test(code))).toEqual([]);
  });

  it('says each in one sentence', () => {
    const isSentence = (message: string): boolean =>
      /^[-"A-Z{]/.test(message) && /(?:\.|\})$/.test(message) && !/[.!?] [A-Z]/.test(message.replace(/^\{\w+\} /, ''));
    const isSaid = ({ message, overHttp = message }: CodeDefinition): boolean =>
      isSentence(message) && isSentence(overHttp);
    expect(codes.filter(([, definition]) => !isSaid(definition)).map(([code]) => code)).toEqual([]);
  });

  it('names no flags of a command where people of the API read it too', () => {
    // Inputs and exports that people describe themselves belong to commands only.
    const ofCommands = /^(?:commands\/|features\/exports\/|sources\/inputs\.)/;
    const elsewhere = perFile.filter(({ file }) => !ofCommands.test(file)).flatMap((found) => found.areas);
    const messages = elsewhere.flatMap((area) => Object.entries(area.codes));
    expect(messages.length).toBeGreaterThan(100);
    const hasFlag = (message: string): boolean => /(?:^|\s)--[a-z]/.test(message.replaceAll(/`pixmill [^`]*`/g, ''));
    expect(messages.filter(([, { message }]) => hasFlag(message)).map(([code]) => code)).toEqual([]);
  });

  it('tells clients of the API nothing of where the server keeps its things', () => {
    const ofServer = areas.filter(({ area }) => area === 'storage' || area === 'database');
    expect(ofServer).toHaveLength(2);
    const met = ofServer.flatMap((area) => Object.entries(area.codes));
    // What ends the start or a command is met by no request.
    const isMet = (code: string): boolean =>
      code.startsWith('storage.') || /\.(?:unreachable|connection_lost|disk_full)$/.test(code);
    const tells = ({ message, overHttp = message }: CodeDefinition): boolean =>
      /\{(?:path|where|key|bucket|reason)\}|_URL|data directory/.test(overHttp);
    expect(met.filter(([code, definition]) => isMet(code) && tells(definition)).map(([code]) => code)).toEqual([]);
  });

  it('gives each the status of an answer', () => {
    const isStatus = (status: number): boolean => Number.isInteger(status) && status >= 200 && status <= 599;
    expect(codes.filter(([, { status }]) => !isStatus(status)).map(([code]) => code)).toEqual([]);
  });

  it('has no code that nothing uses', () => {
    const text = globSync('**/*.ts', { cwd: SRC })
      .filter((file) => !/\.(?:errors|test|contract)\.ts$/.test(file))
      .map((file) => readFileSync(join(SRC, file), 'utf8'))
      .join('\n');
    expect(codes.map(([code]) => code).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('has the sentence of every code that an outcome may carry ready for reports and tables', () => {
    const outcomeAreas = areas.filter(({ area }) => OUTCOME_AREAS.includes(area));
    expect(outcomeAreas).toHaveLength(OUTCOME_AREAS.length);
    const wanted = outcomeAreas.flatMap(({ codes }) => Object.keys(codes));
    expect(Object.keys(OUTCOME_SENTENCES).toSorted()).toEqual(wanted.toSorted());
  });
});
