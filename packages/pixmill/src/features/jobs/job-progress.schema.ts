import { Type, type Static } from 'typebox';
import { inFlightOf, type JobCounts } from './job-progress.rules.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** Candidates of a job by how they ended; the sum of the last six is the first. */
export const CountFields = {
  discovered_images: count('Candidates that sources have named.'),
  downloaded_images: count('Candidates that have ended and whose bytes had arrived.'),
  valid_images: count('Kept.'),
  duplicate_images: count('The project has the picture already.'),
  rejected_images: count('Did not pass a check.'),
  failed_images: count('Could not be fetched or read.'),
  skipped_images: count('Left alone: opted out, not needed any more, cancelled.'),
  in_flight_images: count('Not ended yet.'),
};

/** Counts as the API shows them. */
export const toCountFields = (counts: JobCounts) => ({
  discovered_images: counts.discovered,
  downloaded_images: counts.downloaded,
  valid_images: counts.kept,
  duplicate_images: counts.duplicate,
  rejected_images: counts.rejected,
  failed_images: counts.failed,
  skipped_images: counts.skipped,
  in_flight_images: inFlightOf(counts),
});

/** How far a job is. */
export const ProgressView = Type.Object(
  {
    job_id: Type.String({ format: 'uuid' }),
    status: Type.Enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
    progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent; 100 when it is completed.' }),
    total_chunks: count('Batches of candidates that were made so far.'),
    active_chunks: count('Batches that a living worker has in work right now.'),
    completed_chunks: count('Batches whose candidates have all ended.'),
    failed_chunks: count('Batches that were given up; retrying the job takes them up again.'),
    ...CountFields,
    estimated_completion: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'By the measured rate; null while nothing can be said.',
    }),
    started_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    updated_at: Type.String({ format: 'date-time' }),
  },
  {
    examples: [
      {
        job_id: '0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5',
        status: 'running',
        progress: 41,
        total_chunks: 5,
        active_chunks: 2,
        completed_chunks: 2,
        failed_chunks: 0,
        discovered_images: 300,
        downloaded_images: 121,
        valid_images: 83,
        duplicate_images: 14,
        rejected_images: 24,
        failed_images: 6,
        skipped_images: 0,
        in_flight_images: 173,
        estimated_completion: '2026-11-20T08:02:10.000Z',
        started_at: '2026-11-20T08:00:00.000Z',
        updated_at: '2026-11-20T08:01:05.000Z',
      },
    ],
  },
);
export type ProgressView = Static<typeof ProgressView>;
