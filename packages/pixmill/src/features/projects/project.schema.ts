import { Type, type Static } from 'typebox';
import { NameText } from '../../library/name-text.ts';
import { ANALYSERS } from '../../platform/config/analyser-names.ts';
import { Text } from '../../platform/http/text.ts';
import type { ProjectSummary } from './projects.repository.ts';

const LONGEST_DESCRIPTION = 5000;

const Name = NameText({ description: 'What you call it; several projects may have one name.' });
const Description = Text({ maxLength: LONGEST_DESCRIPTION, description: 'What it is for.' });

const Analyzers = Type.Union(
  [Type.Array(Type.Enum([...ANALYSERS]), { minItems: 1, maxItems: ANALYSERS.length, uniqueItems: true }), Type.Null()],
  {
    description:
      'What looks at its images, in this order: what one leaves empty, the next may fill. null means those of the installation. Images that are there are not analysed again by themselves: see `POST /projects/{id}/reprocess`.',
  },
);

const BODY = {
  additionalProperties: false,
  examples: [{ name: 'Birds of prey', description: 'For the kite detector' }],
} as const;

/** What a new project is made of; also what replaces all that can be written of one. */
export const ProjectBody = Type.Object(
  { name: Name, description: Type.Optional(Description), analyzers: Type.Optional(Analyzers) },
  BODY,
);

/** What is changed of a project; what is left out stays as it is. */
export const ProjectChanges = Type.Object(
  { name: Type.Optional(Name), description: Type.Optional(Description), analyzers: Type.Optional(Analyzers) },
  { ...BODY, minProperties: 1 },
);
export type ProjectChanges = Static<typeof ProjectChanges>;

/** A project as the API shows it. */
export const ProjectView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    description: Type.String(),
    owner_id: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], {
      description: 'Whose it is; null for those of the command line, which only admins see.',
    }),
    analyzers: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'What looks at its images; null for what the installation has.',
    }),
    job_count: Type.Integer({ minimum: 0, description: 'Jobs that were made for it; uploads are not counted.' }),
    image_count: Type.Integer({ minimum: 0, description: 'Images that were kept.' }),
    created_at: Type.String({ format: 'date-time' }),
    updated_at: Type.String({ format: 'date-time' }),
  },
  {
    examples: [
      {
        id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
        name: 'Birds of prey',
        description: 'For the kite detector',
        owner_id: '0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10',
        analyzers: null,
        job_count: 2,
        image_count: 187,
        created_at: '2026-11-20T08:00:00.000Z',
        updated_at: '2026-11-20T08:00:00.000Z',
      },
    ],
  },
);
export type ProjectView = Static<typeof ProjectView>;

/** Turns a project's row into what the API shows. */
export const toProjectView = ({ project, jobCount, imageCount }: ProjectSummary): ProjectView => ({
  id: project.id,
  name: project.name,
  description: project.description,
  owner_id: project.ownerId,
  analyzers: project.analyzers === null ? null : [...project.analyzers],
  job_count: jobCount,
  image_count: imageCount,
  created_at: project.createdAt.toISOString(),
  updated_at: project.updatedAt.toISOString(),
});
