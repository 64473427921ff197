/** A JSON object as it stands in an OpenAPI document. */
export type JsonObject = { [key: string]: unknown };

/** Whether a value is a JSON object. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Titles that are names: `Image`, `JobProgress`; others are only words for people. */
const NAME = /^[A-Z][A-Za-z0-9]*$/;

const nameOf = (value: JsonObject): string | null =>
  typeof value['title'] === 'string' && NAME.test(value['title']) ? value['title'] : null;

/** Keys whose values are data and no schemas. */
const DATA = new Set(['example', 'examples', 'default', 'const', 'enum']);

/**
 * Moves every schema of a document whose `title` is a name to `components.schemas`, and puts a `$ref` in its place, so
 * that clients get types with good names. Of two different schemas with one name the second stays where it is, and its
 * name is among those that are given back.
 */
export const nameSchemas = (document: JsonObject): readonly string[] => {
  const schemas: JsonObject = {};
  const texts = new Map<string, string>();
  const clashes = new Set<string>();
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isJsonObject(value)) return value;
    const copy: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) copy[key] = DATA.has(key) ? inner : walk(inner);
    const name = nameOf(value);
    if (name === null) return copy;
    // The examples of an answer stand beside its schema, those of a part of one within it.
    const { examples, ...shape } = copy;
    const text = JSON.stringify(shape);
    const known = texts.get(name);
    if (known !== undefined && known !== text) {
      clashes.add(name);
      return copy;
    }
    texts.set(name, text);
    if (known === undefined || examples !== undefined) schemas[name] = copy;
    return { $ref: `#/components/schemas/${name}` };
  };
  document['paths'] = walk(document['paths']);
  const components = isJsonObject(document['components']) ? document['components'] : {};
  const given = isJsonObject(components['schemas']) ? components['schemas'] : {};
  const all = Object.entries({ ...given, ...schemas }).sort(([a], [b]) => (a < b ? -1 : 1));
  document['components'] = { ...components, schemas: Object.fromEntries(all) };
  return [...clashes];
};
