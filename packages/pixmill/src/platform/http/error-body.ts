import { Type, type Static } from 'typebox';

/** One thing that is wrong with a request. */
export const Problem = Type.Object(
  {
    loc: Type.Array(Type.Union([Type.String(), Type.Integer()]), {
      description: 'Where it stands: `body`, `query`, `path` or `header`, then names and indices.',
    }),
    msg: Type.String({ description: 'What is expected there.' }),
    type: Type.String({ description: 'The rule that it breaks.' }),
  },
  { title: 'Problem', examples: [{ loc: ['body', 'level'], msg: 'must be one of fast, medium, slow', type: 'enum' }] },
);

export type Problem = Static<typeof Problem>;

/** Every error but 422. */
export const ErrorBody = Type.Object({
  detail: Type.String({ description: 'What happened, and what to do.' }),
  code: Type.String({ description: '`area.reason`; the same in API, outcomes and reports.' }),
  request_id: Type.String({ description: 'Stands in the log, too.' }),
});
export type ErrorBody = Static<typeof ErrorBody>;

/** 422: all problems of the request at once. */
export const InvalidBody = Type.Object({
  detail: Type.Array(Problem),
  code: Type.String(),
  request_id: Type.String(),
});
export type InvalidBody = Static<typeof InvalidBody>;
