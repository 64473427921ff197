import { inputError } from './inputs.errors.ts';

/** What a column can mean. */
const ROLES = [
  'url',
  'caption',
  'label',
  'title',
  'creator',
  'creatorUrl',
  'licence',
  'licenceUrl',
  'pageUrl',
  'width',
  'height',
  'sha256',
  'md5',
] as const;

export type ColumnRole = (typeof ROLES)[number];

/** The names of the columns that mean something, by meaning; they hold for the whole list. */
export type ColumnRoles = { readonly [Role in ColumnRole]?: string };

/** Names by which a column is known, in lower case, most telling first. Those of LAION, COYO, CC3M and SBU are in it. */
const NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  url: [
    'url',
    'image_url',
    'imageurl',
    'img_url',
    'content_url',
    'contenturl',
    'image',
    'image_urls',
    'urls',
    'images',
  ],
  caption: ['caption', 'captions', 'text', 'alt', 'alt_text', 'description'],
  label: ['label', 'labels', 'class', 'category'],
  title: ['title'],
  creator: ['creator', 'author', 'artist', 'photographer'],
  creatorUrl: ['creator_url', 'author_url', 'artist_url'],
  licence: ['license', 'licence', 'license_name', 'licence_name', 'rights'],
  licenceUrl: ['license_url', 'licence_url', 'rights_url'],
  pageUrl: ['page_url', 'landing_url', 'foreign_landing_url', 'source_page'],
  width: ['width', 'original_width'],
  height: ['height', 'original_height'],
  sha256: ['sha256'],
  md5: ['md5'],
};

/** Columns that a person named. */
export type NamedColumns = {
  readonly url?: string | undefined;
  readonly caption?: string | undefined;
  readonly label?: string | undefined;
};

/**
 * Decides which column means what: those that a person named, else by name, whatever the case. A guess that could be wrong is told.
 * Throws `input.no_url_column`, and `input.no_such_column` for a named one that is not there.
 */
export const resolveColumns = (
  columns: readonly string[],
  named: NamedColumns,
  path: string,
): { readonly roles: ColumnRoles; readonly notices: readonly string[] } => {
  const roles: { [Role in ColumnRole]?: string } = {};
  const notices: string[] = [];
  const taken = new Set<string>();
  for (const [role, column] of Object.entries(named)) {
    if (column === undefined || !isRole(role)) continue;
    if (!columns.includes(column)) {
      throw inputError('input.no_such_column', { path, column, columns: listOf(columns) });
    }
    roles[role] = column;
    taken.add(column);
  }
  for (const role of ROLES) {
    if (roles[role] !== undefined) continue;
    const guess = guessColumn(NAMES[role], columns, taken);
    if (guess === undefined) continue;
    roles[role] = guess;
    taken.add(guess);
    if (!meansTheSame(guess, role))
      notices.push(`guessed column \`${guess}\` of ${lastPart(path)} as ${WORDS[role] ?? role}`);
  }
  if (roles.url === undefined) throw inputError('input.no_url_column', { path, columns: listOf(columns) });
  return { roles, notices };
};

/** The columns that mean something by their names alone. */
export const guessRoles = (columns: readonly string[]): ColumnRoles => {
  const roles: { [Role in ColumnRole]?: string } = {};
  const taken = new Set<string>();
  for (const role of ROLES) {
    const guess = guessColumn(NAMES[role], columns, taken);
    if (guess === undefined) continue;
    roles[role] = guess;
    taken.add(guess);
  }
  return roles;
};

/** Whether a column is called what it means, but for case, spelling and number; then there is nothing to tell. */
const meansTheSame = (column: string, role: ColumnRole): boolean => plainName(column) === plainName(role);

const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('_', '')
    .replace('license', 'licence')
    .replace(/^(?:image|img)(?=url)/, '')
    .replace(/s$/, '');

const lastPart = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path;

const WORDS: { readonly [Role in ColumnRole]?: string } = {
  creatorUrl: 'address of the creator',
  licenceUrl: 'address of the licence',
  pageUrl: 'address of the page',
};

/** Whether a text is the name of a role. */
export const isRole = (text: string): text is ColumnRole => ROLES.some((role) => role === text);

const guessColumn = (
  names: readonly string[],
  columns: readonly string[],
  taken: ReadonlySet<string>,
): string | undefined => {
  for (const name of names) {
    const found = columns.find((column) => column.toLowerCase() === name && !taken.has(column));
    if (found !== undefined) return found;
  }
  return undefined;
};

const listOf = (columns: readonly string[]): string => {
  const shown = columns.slice(0, 20).map((column) => `\`${column.slice(0, 60)}\``);
  if (columns.length > shown.length) shown.push(`${columns.length - shown.length} more`);
  return shown.length === 0 ? '(none)' : shown.join(', ');
};
