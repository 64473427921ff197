import { toImageView, type SignUrl } from '../../library/image-view.ts';
import type { JobRow } from '../../library/schema.ts';
import { toldReason } from '../../library/told-reason.ts';
import type { ProgressView } from './job-progress.schema.ts';
import { toOutcomeView } from './outcome.schema.ts';
import type { JobEvent } from './job-events.repository.ts';

const eventText = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** How far the job is. It has no number: coming back, a client is told anew. */
export const progressText = (progress: ProgressView): string => eventText('progress', progress);

/** An image that was kept, or how another candidate ended. */
export const endText = ({ end, image }: JobEvent, signUrl: SignUrl): string => {
  const outcome = toOutcomeView(end);
  return image === null
    ? eventText('outcome', outcome, end.row.eventSeq)
    : eventText('image', { outcome, image: toImageView(image, { signUrl }) }, end.row.eventSeq);
};

/** The end of the job, after which the stream ends. */
export const jobEndText = (job: JobRow, seq: number): string =>
  eventText(
    'end',
    {
      job_id: job.id,
      status: job.status,
      error_code: job.errorCode,
      error_message: toldReason(job),
      finished_at: job.finishedAt?.toISOString() ?? null,
    },
    seq,
  );

/** Tells a browser how long to wait before it comes back. */
export const RETRY_TEXT = 'retry: 2000\n\n';

/** Says that somebody is still there; clients do not see it. */
export const HEARTBEAT_TEXT = ': still here\n\n';
