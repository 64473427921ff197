import { Type, type Static } from 'typebox';
import { IMAGE_EXAMPLE, ImageView, toImageView } from '../../library/image-view.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { SuggestionRunRow } from '../../library/suggestions.schema.ts';
import { toldReason } from '../../library/told-reason.ts';
import { PageQuery } from '../../platform/http/pages.ts';
import { Text } from '../../platform/http/text.ts';
import type { ListedImage } from './suggestions.repository.ts';

const MOST_EXAMPLES = 2000;
const MOST_NEXT = 200;

const Id = Type.String({ format: 'uuid' });
const Label = Text({ minLength: 1, maxLength: 200 });
const Share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

export const ProjectParams = Type.Object({ id: Type.String({ format: 'uuid', description: 'The project.' }) });
export const RunParams = Type.Object({ id: Type.String({ format: 'uuid', description: 'The suggestions.' }) });

/** What is learned from. */
export const SuggestionBody = Type.Object(
  {
    labels: Type.Optional(
      Type.Enum(['all', 'people', 'none'], {
        default: 'all',
        description:
          'Which labels of the project’s images are examples: `all`, those that `people` wrote or accepted (the others get ' +
          'suggestions then), or `none` but `examples`.',
      }),
    ),
    examples: Type.Optional(
      Type.Array(Type.Object({ image_id: Id, label: Label }, { additionalProperties: false }), {
        maxItems: MOST_EXAMPLES,
        description:
          'Labels to learn from in this run only, before those that the images have; nothing is written to them.',
      }),
    ),
    next: Type.Optional(
      Type.Integer({ minimum: 0, maximum: MOST_NEXT, default: 20, description: 'How many images to label next.' }),
    ),
  },
  { additionalProperties: false, examples: [{ labels: 'all', next: 20 }] },
);

const LearnedLabel = Type.Object({
  label: Type.String(),
  examples: Type.Integer({ description: 'Images that have it and can be compared.' }),
  recognised: Share('Share of these that is told rightly by the others.'),
  suggested: Type.Integer({ description: 'Images that it is suggested for.' }),
  doubtful: Type.Integer({ description: 'Images that have it, and look more like another one.' }),
});

const LearningFacts = Type.Object({
  compared_by: Type.Object(
    {
      kind: Type.Enum(['model', 'look']),
      model: Type.Union([Type.String(), Type.Null()]),
      version: Type.Union([Type.Integer(), Type.Null()]),
    },
    {
      description:
        'The model whose embeddings were compared, or `look`: composition, edges and colours, where none has seen most images.',
    },
  ),
  method: Type.Enum(['nearest', 'linear'], {
    description: 'By the nearest examples, or by a linear model of all of them: what tells more examples rightly.',
  }),
  accuracy: Share('Share of the examples that is told rightly by what was learned from others (cross-validated).'),
  calibration_error: Share('How far confidences are from the share of right ones among the examples (ECE).'),
  images: Type.Integer({ description: 'Kept images of the project.' }),
  examples: Type.Integer({ description: 'Images with a label that was learned.' }),
  without_vector: Type.Integer({ description: 'Images that cannot be compared; nothing is said of them.' }),
  suggested: Type.Integer(),
  doubtful: Type.Integer(),
  next: Type.Integer(),
  labels: Type.Array(LearnedLabel),
  left_out: Type.Object(
    { count: Type.Integer(), labels: Type.Array(Type.String()) },
    { description: 'Labels of too few images to learn them: at least two can be compared of one that is learned.' },
  ),
});

/** What came of learning from labels. */
export const SuggestionRun = Type.Object(
  {
    id: Id,
    project_id: Id,
    status: Type.Enum(['pending', 'running', 'completed', 'failed']),
    error_message: Type.Union([Type.String(), Type.Null()]),
    labels: Type.Enum(['all', 'people', 'none']),
    learned: Type.Union([LearningFacts, Type.Null()], { description: '`null` until it is completed.' }),
    created_at: Type.String({ format: 'date-time' }),
    finished_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  {
    title: 'Suggestions',
    examples: [
      {
        id: '019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22',
        project_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
        status: 'completed',
        error_message: null,
        labels: 'all',
        learned: {
          compared_by: { kind: 'model', model: 'mobilenet-v2', version: 1 },
          method: 'linear',
          accuracy: 0.79,
          calibration_error: 0.03,
          images: 1713,
          examples: 200,
          without_vector: 0,
          suggested: 1513,
          doubtful: 12,
          next: 20,
          labels: [{ label: 'hat', examples: 20, recognised: 0.85, suggested: 161, doubtful: 2 }],
          left_out: { count: 0, labels: [] },
        },
        created_at: '2026-11-20T08:00:00.000Z',
        finished_at: '2026-11-20T08:00:02.000Z',
      },
    ],
  },
);
export type SuggestionRun = Static<typeof SuggestionRun>;

/** What the documentation shows of a run in the API. */
export const toSuggestionRun = (row: SuggestionRunRow): SuggestionRun => {
  const { facts } = row;
  return {
    id: row.id,
    project_id: row.projectId,
    status: row.status,
    error_message: toldReason(row),
    labels: row.request.labels,
    learned:
      facts === null
        ? null
        : {
            compared_by:
              facts.comparedBy.kind === 'model'
                ? { ...facts.comparedBy }
                : { kind: 'look', model: null, version: null },
            method: facts.method,
            accuracy: facts.accuracy,
            calibration_error: facts.calibrationError,
            images: facts.images,
            examples: facts.examples,
            without_vector: facts.withoutVector,
            suggested: facts.suggested,
            doubtful: facts.doubtful,
            next: facts.next,
            labels: facts.labels.map((label) => ({ ...label })),
            left_out: { count: facts.leftOut.count, labels: [...facts.leftOut.labels] },
          },
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
};

/** What is asked of a list of suggestions. */
export const ListQuery = Type.Object({
  ...PageQuery,
  cursor: Type.Optional(
    Type.String({ maxLength: 500, description: '`next_cursor` of the page before: reads on from there at any depth.' }),
  ),
  label: Type.Optional(Text({ maxLength: 200, description: 'Only those whose likely label it is.' })),
  min_confidence: Type.Optional(Share('Only those that are at least as sure.')),
  certain: Type.Optional(
    Type.Boolean({
      description: 'Only those of which another label is (or is not) as likely as for images that have it.',
    }),
  ),
  open: Type.Optional(
    Type.Boolean({ default: true, description: 'Only images whose label nobody has changed since; `false`: all.' }),
  ),
});

/** An image with what is suggested. */
export const SuggestedImage = Type.Object(
  {
    ...ImageView.properties,
    suggestion: Type.Object({
      label: Type.String({ description: 'The likely label.' }),
      confidence: Share('How sure: of those with 0.8, about 8 of 10 are right.'),
      given_confidence: Type.Union([Share('How likely the label is that it was given.'), Type.Null()]),
      certain: Type.Boolean({ description: 'Whether the other label is as likely as it is for images that have it.' }),
      alternatives: Type.Array(Type.Object({ label: Type.String(), confidence: Share('How likely.') }), {
        description: 'Other labels that it may be, the likeliest first.',
      }),
      open: Type.Boolean({ description: 'Whether nobody has changed its label since.' }),
    }),
  },
  {
    title: 'SuggestedImage',
    examples: [
      {
        ...IMAGE_EXAMPLE,
        label: null,
        suggestion: {
          label: 'red kite',
          confidence: 0.93,
          given_confidence: null,
          certain: false,
          alternatives: [{ label: 'buzzard', confidence: 0.05 }],
          open: true,
        },
      },
    ],
  },
);

/** What the API shows of an image in a list. */
export const toSuggestedImage = (
  { image, suggestion, isOpen }: ListedImage,
  signing: { readonly signUrl: SignUrl },
) => ({
  ...toImageView(image, signing),
  suggestion: {
    label: suggestion.label,
    confidence: suggestion.confidence,
    given_confidence: suggestion.givenConfidence,
    certain: suggestion.certain,
    alternatives: suggestion.alternatives.map(([label, confidence]) => ({ label, confidence })),
    open: isOpen,
  },
});
