import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import typescript from 'typescript';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'pixmill', 'openapi.json');

const HEAD = `/**
 * Types of the API, made of \`packages/pixmill/openapi.json\`: \`npm run openapi\` writes them anew.
 */

`;

const { factory } = typescript;
const BLOB = factory.createTypeReferenceNode(factory.createIdentifier('Blob'));

/** The types of the API as text: `paths`, `operations`, `components`, and each schema under its own name. */
export const makeTypes = async (): Promise<string> => {
  const types = await openapiTypes(pathToFileURL(DOCUMENT), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    // Whoever sends a request may leave out what has a default.
    defaultNonNullable: false,
    transform: ({ format }) => (format === 'binary' ? BLOB : undefined),
  });
  return HEAD + astToString(types);
};
