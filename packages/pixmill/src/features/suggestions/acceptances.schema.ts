import { Type, type Static } from 'typebox';
import { Text } from '../../platform/http/text.ts';
import type { CountedAcceptance } from './acceptances.repository.ts';
import type { Accepted } from './acceptances.service.ts';

/** Images that are named in one request. */
const MOST_ACCEPTED = 5000;

const Id = Type.String({ format: 'uuid' });

export const AcceptanceParams = Type.Object({ id: Type.String({ format: 'uuid', description: 'The acceptance.' }) });

/** Exactly one of images and a confidence. */
export const AcceptBody = Type.Object(
  {
    list: Type.Optional(
      Type.Enum(['suggested', 'doubtful'], {
        default: 'suggested',
        description: 'Suggestions for images without a label, or the likely labels of doubtful ones.',
      }),
    ),
    image_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MOST_ACCEPTED, uniqueItems: true })),
    min_confidence: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'All that are at least as sure.' }),
    ),
    label: Type.Optional(Text({ minLength: 1, maxLength: 200, description: 'Only suggestions of this label.' })),
    preview: Type.Optional(Type.Boolean({ default: false, description: 'Only count; nothing is written.' })),
  },
  {
    additionalProperties: false,
    oneOf: [{ required: ['image_ids'] }, { required: ['min_confidence'] }],
    examples: [{ image_ids: ['0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11'] }],
  },
);

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** Labels that were accepted in one act. */
export const Acceptance = Type.Object(
  {
    id: Id,
    project_id: Id,
    status: Type.Enum(['accepting', 'accepted', 'undoing', 'undone'], {
      description: 'Large ones are written, and taken back, in the background.',
    }),
    images: count('Images in all.'),
    written: count('Images that have the accepted label by it.'),
    passed: count('Images that somebody else had labelled meanwhile.'),
    restored: count('Images that have again what they had before.'),
    left: count('Images that were not restored, since somebody had changed their label.'),
    created_at: Type.String({ format: 'date-time' }),
    undone_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  {
    title: 'Acceptance',
    examples: [
      {
        id: '019c2fa0-4c1e-7a51-9d5e-0d9e6a2b1c11',
        project_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
        status: 'accepted',
        images: 812,
        written: 812,
        passed: 0,
        restored: 0,
        left: 0,
        created_at: '2026-11-20T08:01:00.000Z',
        undone_at: null,
      },
    ],
  },
);

/** What the API shows of an act. */
export const toAcceptance = ({ acceptance, counts }: CountedAcceptance): Static<typeof Acceptance> => {
  const { wanted = 0, written = 0, passed = 0, restored = 0, left = 0 } = counts;
  return {
    id: acceptance.id,
    project_id: acceptance.projectId,
    status: acceptance.status,
    images: wanted + written + passed + restored + left,
    written,
    passed,
    restored,
    left,
    created_at: acceptance.createdAt.toISOString(),
    undone_at: acceptance.undoneAt?.toISOString() ?? null,
  };
};

/** What accepting comes to. */
export const AcceptedSuggestions = Type.Object(
  {
    images: count('Images that get a label.'),
    changed: count('Images that are left out, since somebody has changed their label since.'),
    labels: Type.Array(Type.Object({ label: Type.String(), images: Type.Integer() })),
    acceptance: Type.Union([Acceptance, Type.Null()], {
      description: 'The act, to be undone by its id; `null` for a preview, and when there was nothing to write.',
    }),
  },
  {
    title: 'AcceptedSuggestions',
    examples: [{ images: 812, changed: 3, labels: [{ label: 'red kite', images: 812 }], acceptance: null }],
  },
);

/** What the API shows of it. */
export const toAcceptedSuggestions = ({
  acceptance,
  labels,
  ...counts
}: Accepted): Static<typeof AcceptedSuggestions> => ({
  ...counts,
  labels: labels.map((label) => ({ ...label })),
  acceptance: acceptance === null ? null : toAcceptance(acceptance),
});
