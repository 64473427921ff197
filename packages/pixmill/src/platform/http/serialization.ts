import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchema, FastifySerializerCompiler } from 'fastify';

/**
 * Makes what writes answers: by their schema, so that nothing else gets out, compiled when the first one is written.
 * Errors are made in one place, and are written as they are.
 */
export const createSerializerCompiler = (): FastifySerializerCompiler<FastifySchema> => {
  const compile = SerializerSelector()({}, {});
  return ({ httpStatus = '200', ...route }) => {
    if (Number(httpStatus) >= 400) return JSON.stringify;
    let write: ((data: unknown) => string) | null = null;
    return (data: unknown) => {
      write ??= compile({ ...route, httpStatus });
      return write(data);
    };
  };
};
