import { homedir } from 'node:os';
import { join } from 'node:path';
import { isEmailAddress } from '../mail/email-address.ts';

/** One setting: its name in the environment, what it means, what it is when unset, and how its text becomes a value. */
export type SettingDefinition<T> = {
  readonly name: string;
  readonly description: string;
  /** Default as a person reads it. */
  readonly defaultText: string;
  /** Hidden in every output. */
  readonly secret?: boolean;
  /** Turns the text into a value; throws an Error whose message says what is expected (never the value). */
  readonly parse: (text: string | undefined) => T;
};

/** Text that may be left out. */
export const optional = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** Text that is sent as a header, which cannot hold every character. */
export const headerText = (value: string | undefined): string | undefined => {
  const given = optional(value?.trim());
  if (given !== undefined && !/^[\x21-\x7e]+$/.test(given))
    throw new Error('expected letters, digits and signs without blanks');
  return given;
};

/** A folder; `~/` is the home folder also where no shell has replaced it. */
export const folder =
  (fallback: string) =>
  (value: string | undefined): string => {
    const given = optional(value) ?? fallback;
    if (given.includes('\0')) throw new Error('expected a path');
    return given === '~' || given.startsWith('~/') ? join(homedir(), given.slice(2)) : given;
  };

/** An absolute URL of one of these schemes, kept as it was typed. */
export const urlOf =
  (schemes: readonly string[], expected: string) =>
  (value: string | undefined): string | undefined => {
    const given = optional(value);
    if (given === undefined) return undefined;
    const url = URL.parse(given);
    if (url === null || !schemes.includes(url.protocol)) throw new Error(`expected ${expected}`);
    return given;
  };

/** A whole number within limits. */
export const integer =
  (fallback: number, min: number, max: number) =>
  (value: string | undefined): number => {
    if (value === undefined || value === '') return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new Error(`expected a whole number from ${min} to ${max}`);
    }
    return number;
  };

/** One of a few words. */
export const oneOf =
  <const T extends string>(fallback: T, values: readonly T[]) =>
  (value: string | undefined): T => {
    if (value === undefined || value === '') return fallback;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new Error(`expected one of ${values.join(', ')}`);
    return found;
  };

/** A comma-separated list of http(s) origins. */
export const origins = (value: string | undefined): readonly string[] => {
  if (value === undefined || value.trim() === '') return [];
  return value.split(',').map((part) => {
    const url = URL.parse(part.trim());
    if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
      throw new Error('expected a comma-separated list of origins such as http://127.0.0.1:9000');
    }
    return url.origin;
  });
};

/** The origin of an http(s) URL. */
export const baseUrl = (value: string | undefined): string | undefined => {
  const given = optional(value);
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error('expected an http or https URL');
  return url.origin;
};

/** Declares a setting. */
export const define = <T>(definition: SettingDefinition<T>): SettingDefinition<T> => definition;

/** `on` or `off`. */
export const onOrOff =
  (fallback: boolean) =>
  (value: string | undefined): boolean => {
    if (value === undefined || value === '') return fallback;
    if (/^(?:on|true|yes|1)$/i.test(value)) return true;
    if (/^(?:off|false|no|0)$/i.test(value)) return false;
    throw new Error('expected on or off');
  };

/** A comma-separated list of words, trimmed and in lower case. */
export const words =
  (fallback: readonly string[]) =>
  (value: string | undefined): readonly string[] =>
    value === undefined || value.trim() === ''
      ? fallback
      : value
          .split(',')
          .map((word) => word.trim().toLowerCase())
          .filter((word) => word !== '');

/** A comma-separated list of a few words, each at most once. */
export const wordsOf =
  <const T extends string>(fallback: readonly T[], values: readonly T[]) =>
  (value: string | undefined): readonly T[] => {
    if (value === undefined || value.trim() === '') return fallback;
    const given = words([])(value);
    const found = values.filter((word) => given.includes(word));
    if (found.length !== given.length) throw new Error(`expected a comma-separated list of ${values.join(', ')}`);
    return found.toSorted((a, b) => given.indexOf(a) - given.indexOf(b));
  };

/** Who mails come from: an address, or `Name <address>`. */
export const sender =
  (fallback: string) =>
  (value: string | undefined): string => {
    const given = (optional(value) ?? fallback).trim();
    const address = /^[^<>\p{Cc}]*<([^<>]+)>$/u.exec(given)?.[1] ?? given;
    if (!isEmailAddress(address)) throw new Error('expected an address such as Pixmill <pixmill@example.org>');
    return given;
  };
