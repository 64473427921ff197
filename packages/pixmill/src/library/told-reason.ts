import { databaseCodes } from '../platform/database/database.errors.ts';
import type { CodeDefinition } from '../platform/errors/error-catalogue.ts';
import { storageCodes } from '../platform/storage/storage.errors.ts';

/** Areas whose sentences may name places of the server. */
const INNER = new Map<string, CodeDefinition>(Object.entries({ ...databaseCodes.codes, ...storageCodes.codes }));

/** Why something ended, as its owner is told: the sentence that was kept is for whoever runs Pixmill. */
export const toldReason = ({
  errorCode,
  errorDetail,
}: {
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
}): string | null => (errorCode === null ? undefined : INNER.get(errorCode)?.overHttp) ?? errorDetail;
