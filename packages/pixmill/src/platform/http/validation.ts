import { AjvCompiler } from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler } from 'fastify';

type Check = ReturnType<FastifySchemaCompiler<object>>;

/** A check that is compiled when it is first needed: most are not in the life of a process, and all would delay its start. */
const whenNeeded = (compile: () => Check): Check => {
  let compiled: Check | null = null;
  const check: Check = (data) => {
    compiled ??= compile();
    const result = compiled(data);
    check.errors = compiled.errors ?? null;
    return result;
  };
  return check;
};

/** `verbose`: what is wrong is told in words that stand beside the rule. */
const checksWith = (coerceTypes: 'array' | false) =>
  AjvCompiler()(
    {},
    {
      customOptions: {
        allErrors: true,
        coerceTypes,
        removeAdditional: false,
        useDefaults: true,
        strict: false,
        verbose: true,
      },
    },
  );

/**
 * Makes the checks of requests. Query, path and headers are text, so that "5" may be the number 5 there. JSON has types:
 * nothing in a body is turned into something else, neither "5" into 5 nor null into an empty text.
 */
export const createValidatorCompiler = (): FastifySchemaCompiler<object> => {
  const ofText = checksWith('array');
  const ofJson = checksWith(false);
  return (route) => whenNeeded(() => (route.httpPart === 'body' ? ofJson : ofText)(route));
};
