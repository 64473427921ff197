import { STATUS_CODES } from 'node:http';
import { isJsonObject, type JsonObject } from './name-schemas.ts';

type Use = { readonly responses: JsonObject; readonly status: string };

/** Moves answers that several operations have in common to `components.responses`: of each status the commonest one. */
export const nameResponses = (document: JsonObject): void => {
  const uses = new Map<string, Use[]>();
  const paths = isJsonObject(document['paths']) ? document['paths'] : {};
  for (const methods of Object.values(paths)) {
    for (const operation of Object.values(isJsonObject(methods) ? methods : {})) {
      const responses = isJsonObject(operation) ? operation['responses'] : undefined;
      if (!isJsonObject(responses)) continue;
      for (const [status, response] of Object.entries(responses)) {
        const key = `${status} ${JSON.stringify(response)}`;
        uses.set(key, [...(uses.get(key) ?? []), { responses, status }]);
      }
    }
  }
  const shared: JsonObject = {};
  for (const places of [...uses.values()].sort((a, b) => b.length - a.length)) {
    const status = places[0]?.status ?? '';
    const name = (STATUS_CODES[status] ?? '').replaceAll(/\W/g, '');
    if (places.length < 2 || Number(status) < 400 || name === '' || name in shared) continue;
    shared[name] = places[0]?.responses[status];
    for (const { responses } of places) responses[status] = { $ref: `#/components/responses/${name}` };
  }
  const components = isJsonObject(document['components']) ? document['components'] : {};
  const sorted = Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1));
  document['components'] = { ...components, responses: Object.fromEntries(sorted) };
};
