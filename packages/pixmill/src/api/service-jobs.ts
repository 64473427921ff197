import { passwordRecoveryJob } from '../features/accounts/accounts.jobs.ts';
import { analyseJob, markJob, resumeAnalysisJob } from '../features/analysis/analysis.jobs.ts';
import { clusterJob } from '../features/clusters/clusters.jobs.ts';
import { findDuplicatesJob } from '../features/duplicates/duplicates.jobs.ts';
import { reprocessJob } from '../features/images/images.jobs.ts';
import { acceptJob, suggestJob } from '../features/suggestions/suggestions.jobs.ts';
import { validateJob } from '../features/validation/validation.jobs.ts';
import {
  indexVectorsJob,
  lookForVectorChangesJob,
  optimiseVectorsJob,
  repairVectorsJob,
  tendVectorsJob,
} from '../features/vector-index/vector-index.jobs.ts';
import { archiveJob } from '../library/archive.jobs.ts';
import { removalJob } from '../library/removal.jobs.ts';
import { removeOldJob } from '../library/retention.jobs.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import type { JobDefinition } from '../platform/queue/queue.ts';

/** Every kind of background work of the service besides the mill's own. */
export const SERVICE_JOBS: readonly JobDefinition[] = [
  analyseJob,
  resumeAnalysisJob,
  markJob,
  clusterJob,
  archiveJob,
  findDuplicatesJob,
  mailJob,
  reprocessJob,
  passwordRecoveryJob,
  validateJob,
  suggestJob,
  acceptJob,
  removeOldJob,
  removalJob,
  indexVectorsJob,
  optimiseVectorsJob,
  repairVectorsJob,
  lookForVectorChangesJob,
  tendVectorsJob,
];
