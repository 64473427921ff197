import { vectorError } from './vectors.errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The one spelling of a UUID that is stored; throws `vectors.bad_id`. Nothing else ever gets into a filter. */
export const checkUuid = (text: string): string => {
  const uuid = typeof text === 'string' ? text.toLowerCase() : '';
  if (!UUID.test(uuid)) throw vectorError('vectors.bad_id');
  return uuid;
};

/** Columns that a filter may name. */
type Column = 'id' | 'project_id' | 'owner_id';

/** `column IN (…)` over UUIDs, as LanceDB reads it. `uuids` is not empty. */
export const isOneOf = (column: Column, uuids: readonly string[]): string =>
  `${column} IN (${uuids.map((uuid) => `'${checkUuid(uuid)}'`).join(', ')})`;

/** Whose vectors are looked through, or null for all. */
export const scopeFilter = ({
  owner,
  projects,
}: {
  readonly owner?: string | undefined;
  readonly projects?: readonly string[] | undefined;
}): string | null => {
  const parts = [
    ...(owner === undefined ? [] : [isOneOf('owner_id', [owner])]),
    ...(projects === undefined ? [] : [isOneOf('project_id', projects)]),
  ];
  return parts.length === 0 ? null : parts.join(' AND ');
};
