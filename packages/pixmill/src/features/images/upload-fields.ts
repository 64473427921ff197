import { Type } from 'typebox';
import { checkFields, unknownField } from '../../platform/http/multipart/check-fields.ts';
import type { FormFields } from '../../platform/http/multipart/read-multipart.ts';
import { Text } from '../../platform/http/text.ts';
import { Tags } from './image.schema.ts';
import type { UploadDetails } from './upload.service.ts';

const Fields = Type.Object({
  project_id: Type.Optional(Type.String({ format: 'uuid' })),
  title: Type.Optional(Text({ maxLength: 500 })),
  tags: Type.Optional(Tags),
});

/** Tags may come in several fields, or in one with commas. */
const splitTags = (values: readonly string[]): string[] => [
  ...new Set(
    values
      .flatMap((value) => value.split(','))
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** Reads the text fields of an upload; empty ones count as left out. Throws what becomes a 422. */
export const readUploadFields = (
  fields: FormFields,
  known: readonly ('project_id' | 'title' | 'tags')[],
): UploadDetails => {
  const names: readonly string[] = known;
  const stranger = [...fields.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined) throw unknownField(stranger);
  const last = (name: string): string | undefined => {
    const value = fields.get(name)?.at(-1)?.trim();
    return value === '' ? undefined : value;
  };
  const tags = splitTags(fields.get('tags') ?? []);
  const given = {
    project_id: last('project_id'),
    title: last('title'),
    tags: tags.length === 0 ? undefined : tags,
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { project_id: projectId, title, tags: checkedTags } = checkFields(Fields, present);
  return {
    ...(projectId === undefined ? {} : { projectId }),
    ...(title === undefined ? {} : { title }),
    ...(checkedTags === undefined ? {} : { tags: checkedTags }),
  };
};
