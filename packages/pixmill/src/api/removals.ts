import { removeAccountParts } from '../features/accounts/remove-account.service.ts';
import type { Removal } from '../library/removal.jobs.ts';
import { removeJobParts } from '../mill/removal/remove-job.ts';
import type { RemovalServices } from '../mill/removal/remove-parts.ts';
import { removeProjectParts } from '../mill/removal/remove-project.ts';

/** Removes the next parts of whatever is marked as removed; returns whether nothing is left of it. */
export const removeNextParts = (
  services: RemovalServices,
  { kind, id }: Removal,
  { signal }: { readonly signal: AbortSignal },
): Promise<boolean> => {
  const removeProject = (projectId: string) => removeProjectParts(services, projectId, { signal });
  if (kind === 'project') return removeProject(id);
  if (kind === 'job') return removeJobParts(services, id, { signal });
  return removeAccountParts({ db: services.db, removeProject }, id, { signal });
};
