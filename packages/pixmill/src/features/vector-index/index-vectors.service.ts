import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { findFault } from './check-space.ts';
import { emptyStore } from './rebuild-vectors.service.ts';
import { tellOfDamage } from './tell-of-damage.ts';
import { tellStore, type Told } from './tell-store.ts';
import { spaceKey, type VectorSpace } from './vector-space.ts';

export type IndexServices = {
  readonly db: Database;
  readonly store: VectorStore;
  readonly logger: Pick<Logger, 'error'>;
};

/** Between two looks whether the store gets out of shape. */
const CALLS_BETWEEN_LOOKS = 10;
/** What is damaged again after so many times will be so again. */
const MOST_REPAIRS = 2;

/**
 * Tells the store of all changes until there are none. A table that turns out to be damaged is made anew, with a notice.
 * `grown` is called now and then on the way and at the end.
 */
export const indexVectors = async (
  services: IndexServices,
  { signal, grown }: { readonly signal: AbortSignal; readonly grown: () => Promise<void> },
): Promise<void> => {
  const damages: string[] = [];
  for (let call = 1; ; call++) {
    signal.throwIfAborted();
    const { told, damaged } = await tellStore(services);
    if (damaged !== null) await heal(services, damaged, damages);
    else if (told === 0) break;
    if (call % CALLS_BETWEEN_LOOKS === 0) await grown();
  }
  await grown();
};

const heal = async (
  services: IndexServices,
  { space, error }: NonNullable<Told['damaged']>,
  damages: string[],
): Promise<void> => {
  const before = damages.filter((key) => key === spaceKey(space)).length;
  if (before > MOST_REPAIRS) throw error;
  damages.push(spaceKey(space));
  const fault = await findFault(services, space);
  // The first time it may have been in the middle of somebody else's change.
  if (fault === null && before === 0) return;
  await makeAnew(services, space, fault ?? 'it cannot be written');
};

/** Empties the table of a space, to be filled by telling it everything, and says so. */
const makeAnew = async (services: IndexServices, space: VectorSpace, fault: string): Promise<void> => {
  const vectors = await emptyStore(services, space);
  await tellOfDamage(services, space, { fault, vectors });
};

/** Makes the vectors of a space anew when they are damaged; returns whether they were. */
export const repairSpace = async (services: IndexServices, space: VectorSpace): Promise<boolean> => {
  const fault = await findFault(services, space);
  if (fault === null) return false;
  await makeAnew(services, space, fault);
  return true;
};
