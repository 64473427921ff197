import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import type { HttpServer } from '../create-server.ts';
import { isJsonObject, nameSchemas, type JsonObject } from './name-schemas.ts';
import { nameResponses } from './name-responses.ts';
import { addSharedParts } from './shared-parts.ts';
import { titleSchemas } from './title-schemas.ts';

const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a login, or of an issuer that this installation trusts.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key from `POST /api/v1/api-keys`.' },
  signedLink: {
    type: 'apiKey',
    in: 'query',
    name: 'signature',
    description: 'The link as it stood in an answer, with its `expires`; it works without a login until then.',
  },
} as const;

const DESCRIPTION = `Keywords, links, folders and uploads in; clean, licensed, deduplicated, ready-to-train image datasets out.

Errors are \`{"detail", "code", "request_id"}\`; 422 has a list of all problems. Lists take \`page\` and \`limit\` and answer
\`{"items", "total", "page", "limit", "pages"}\`. A slash at the end never matters. Times are RFC 3339 UTC, lengths pixels,
sizes bytes.`;

/** What people are told of a group of operations. */
export type TagText = { readonly name: string; readonly description: string };

/**
 * Collects the schemas of every route that is added from now on into one OpenAPI 3.1 document: `openApiDocument` gives
 * it when the server is ready.
 */
export const collectOpenApi = async (
  server: HttpServer,
  { version, tags }: { readonly version: string; readonly tags: readonly TagText[] },
): Promise<void> => {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Pixmill', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'This installation' }],
      tags: [...tags],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    hideUntagged: true,
  });
};

/** The OpenAPI document of a server that is ready, and the names that two different schemas of it lay claim to. */
export const openApiDocument = (
  server: FastifyInstance | HttpServer,
): { readonly document: JsonObject; readonly clashes: readonly string[] } => {
  const document: unknown = structuredClone(server.swagger());
  if (!isJsonObject(document)) throw new TypeError('The OpenAPI document is no object.');
  addSharedParts(document);
  titleSchemas(document);
  const clashes = nameSchemas(document);
  nameResponses(document);
  dropUnusedTags(document);
  return { document, clashes };
};

/** Names of tags that a document's operations have. */
const usedTags = (document: JsonObject): ReadonlySet<unknown> => {
  const paths = Object.values(isJsonObject(document['paths']) ? document['paths'] : {});
  const operations = paths.flatMap((path) => (isJsonObject(path) ? Object.values(path) : []));
  return new Set(operations.flatMap((operation) => (isJsonObject(operation) ? operation['tags'] : [])));
};

const dropUnusedTags = (document: JsonObject): void => {
  const used = usedTags(document);
  const { tags } = document;
  if (Array.isArray(tags)) document['tags'] = tags.filter((tag) => isJsonObject(tag) && used.has(tag['name']));
};
