import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { expect } from 'vitest';
import { ErrorBody } from '../src/platform/http/error-body.ts';
import type { TestApi, TestUser } from './api.ts';
import type { GivenImage } from './stored-images.ts';

/** What an answer must be. */
type Expected<Schema extends TSchema> = {
  readonly status: number;
  readonly schema: Schema;
  /** Left out: GET without a body, POST with one. */
  readonly method?: string;
  readonly body?: object;
};

/** Makes a function that calls `/validation` and checks the shape of each answer. */
export const validationCaller =
  (api: Pick<TestApi, 'url'>) =>
  async <Schema extends TSchema>(who: TestUser, path: string, expected: Expected<Schema>): Promise<Static<Schema>> => {
    const { body } = expected;
    const response = await fetch(`${api.url}/api/v1/validation${path}`, {
      method: expected.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...who.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    expect({ status: response.status, answer }).toMatchObject({ status: expected.status });
    return Value.Parse(expected.schema, answer);
  };

/** The error of a status. */
export const refused = (status: number, body?: object) => ({
  status,
  schema: ErrorBody,
  ...(body === undefined ? {} : { body }),
});

const SCORES = { dark: 1, light: 1, oddAspectRatio: 0.75, lowInformation: 1, blurry: 1 };

/** Images as the rules see them. */
export const GOOD: GivenImage = {};
export const BLURRY: GivenImage = { measures: { scores: { ...SCORES, blurry: 0.1 } } };
export const GREY: GivenImage = { measures: { greyscale: true } };
export const TINY: GivenImage = { width: 20, height: 15 };
