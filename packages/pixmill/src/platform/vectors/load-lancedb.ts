import { createRequire } from 'node:module';
import type * as lancedb from '@lancedb/lancedb';
import type * as arrowTypes from 'apache-arrow';
import { setForLibrary } from '../config/library-environment.ts';
import { vectorError } from './vectors.errors.ts';

/** LanceDB, and Arrow for what is handed to it. */
export type Lance = typeof lancedb & { readonly arrow: typeof arrowTypes };

let loaded: Promise<Lance> | undefined;

/**
 * Loads LanceDB at its first use: it is large, and most commands never need it. Throws `vectors.unavailable` when it, or its
 * native library for this machine, is not there.
 */
export const loadLance = (): Promise<Lance> => (loaded ??= load());

const load = async (): Promise<Lance> => {
  try {
    // What is asked about indexes needs no centroids; without this it says so on standard error.
    setForLibrary('LANCE_INCLUDE_VECTOR_CENTROIDS', 'false');
    const lance = await import('@lancedb/lancedb');
    // The copy that LanceDB itself requires: it takes no tables of another one.
    const arrow: typeof arrowTypes = createRequire(import.meta.url)('apache-arrow');
    return { ...lance, arrow };
  } catch (error) {
    loaded = undefined;
    throw unavailable(error);
  }
};

const unavailable = (error: unknown) =>
  vectorError(
    'vectors.unavailable',
    {
      platform: `${process.platform} ${process.arch}`,
      reason: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'unknown',
    },
    { cause: error },
  );
