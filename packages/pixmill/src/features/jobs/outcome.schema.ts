import { Type, type Static } from 'typebox';
import type { CandidateLocation } from '../../library/candidate.ts';
import { OUTCOMES } from '../../library/outcome.ts';
import { toldReason } from '../../library/told-reason.ts';
import type { OutcomeRow } from './outcomes.repository.ts';

const Nullable = <const Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const Id = Type.String({ format: 'uuid' });

/** How a candidate ended, as the API shows it. */
export const OutcomeView = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'The candidate.' }),
    url: Nullable(Type.String({ description: 'Where it was; null for what was no address.' })),
    source: Type.String(),
    query: Type.String({ description: 'The keyword that found it.' }),
    label: Nullable(Type.String()),
    title: Nullable(Type.String()),
    page_url: Nullable(Type.String()),
    outcome: Type.Enum([...OUTCOMES]),
    code: Type.String({ description: 'Why, e.g. `fetch.not_found` or `dedupe.near`.' }),
    detail: Nullable(Type.String()),
    image_id: Nullable(Id),
    duplicate_of: Nullable(Type.String({ format: 'uuid', description: 'The kept image that stands for it.' })),
    http_status: Nullable(Type.Integer()),
    attempts: Type.Integer({ minimum: 0, description: 'How often it was fetched.' }),
    opt_out: Nullable(
      Type.Object(
        { decision: Type.Enum(['allow', 'deny']), rule: Type.String() },
        { description: 'What its owner says.' },
      ),
    ),
    at: Type.String({ format: 'date-time', description: 'When it ended.' }),
  },
  {
    examples: [
      {
        id: '0198c2f0-6b1c-7a52-8f1e-3d0a9c5b7e21',
        url: 'https://images.example/red-kite.jpg',
        source: 'openverse',
        query: 'red kite',
        label: 'red kite',
        title: 'Red kite over a meadow',
        page_url: 'https://photos.example/red-kite',
        outcome: 'failed',
        code: 'fetch.not_found',
        detail: null,
        image_id: null,
        duplicate_of: null,
        http_status: 404,
        attempts: 1,
        opt_out: null,
        at: '2026-11-20T08:01:05.000Z',
      },
    ],
  },
);
export type OutcomeView = Static<typeof OutcomeView>;

const addressOf = (location: CandidateLocation): string | null =>
  location.kind === 'url' && location.url !== '' ? location.url : null;

/** Turns an ended candidate into what the API shows. */
export const toOutcomeView = ({ row, query, label, duplicateOf }: OutcomeRow): OutcomeView => ({
  id: row.id,
  url: addressOf(row.location),
  source: row.candidate.source,
  query,
  label: row.label ?? label,
  title: row.candidate.title ?? null,
  page_url: row.candidate.pageUrl ?? null,
  outcome: row.outcome,
  code: row.code,
  detail: toldReason({ errorCode: row.code, errorDetail: row.detail === '' ? null : row.detail }),
  image_id: row.imageId,
  duplicate_of: duplicateOf,
  http_status: row.httpStatus,
  attempts: row.attempts,
  opt_out: row.optOut === null ? null : { decision: row.optOut.decision, rule: row.optOut.rule },
  at: row.settledAt.toISOString(),
});
