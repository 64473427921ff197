import { v7 as uuidv7 } from 'uuid';

/** Where archives of datasets lie in storage; one folder, so that a local driver can keep it open. */
export const ARCHIVES = 'archives/';

/** A new key for an archive of a dataset; never used before, so that readers of an older one are not disturbed. */
export const newArchiveKey = (datasetId: string): string => `${ARCHIVES}${datasetId}.${uuidv7()}.zip`;
