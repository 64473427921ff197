import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import { mediaType, type ApiOperation } from './document.ts';

/** An answer as it came, with its body read. */
export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Says what of an answer is not as the operation declares it; nothing when all is. */
export type CheckAnswer = (operation: ApiOperation, answer: Answered) => readonly string[];

const covers = (declared: string, type: string): boolean =>
  declared === type || declared === '*/*' || (declared.endsWith('/*') && type.startsWith(declared.slice(0, -1)));

const parsed = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

/** Makes the check of values against the schemas of a document; a schema is named by the JSON pointer to it. */
export const schemaChecker = (document: JsonObject): ((pointer: string, value: unknown) => readonly string[]) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  return (pointer, value) => {
    const validate = ajv.getSchema(`api#${pointer}`);
    if (validate === undefined) throw new Error(`There is no schema at ${pointer}.`);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'is wrong'}`,
    );
  };
};

/** Makes the check of answers against a document: status, content type, and the schema of JSON. */
export const answerChecker = (document: JsonObject): CheckAnswer => {
  const check = schemaChecker(document);
  return ({ answers }, { status, headers, text }) => {
    const declared = answers.get(status);
    if (declared === undefined) return [`status ${status} is not declared`];
    const type = mediaType(headers.get('content-type'));
    if (declared.contents.size === 0) return text === '' ? [] : [`status ${status} declares no content`];
    if (status === 204 || status === 304) return text === '' ? [] : [`status ${status} has a body`];
    const content = [...declared.contents].find(([name]) => covers(name, type));
    if (content === undefined) {
      return [`status ${status} declares ${[...declared.contents.keys()].join(', ')}, not ${type || 'nothing'}`];
    }
    if (type !== 'application/json') return [];
    const body = parsed(text);
    if (body === null) return [`status ${status} is no JSON`];
    return check(content[1].pointer, body.value);
  };
};
