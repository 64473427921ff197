import type { ReportData } from './report-data.ts';
import { discoveredCount } from './outcome-section.ts';
import { OUTCOMES } from '../../library/outcome.ts';

const countsOf = (data: ReportData): Readonly<Record<string, number>> => {
  if (data.kind === 'check') {
    const unreadable = data.unreadable.reduce((sum, { count }) => sum + count, 0);
    return { files: data.images + unreadable, images: data.images, unreadable, with_findings: data.withFindings };
  }
  const tallies = OUTCOMES.map((outcome) => {
    const matching = data.outcomes.filter((tally) => tally.outcome === outcome);
    return [outcome, matching.reduce((sum, { count }) => sum + count, 0)] as const;
  });
  return { discovered: discoveredCount(data), ...Object.fromEntries(tallies), in_flight: data.inFlight };
};

/**
 * The report for programs. `counts` add up: of a build, `discovered` = `kept` + `duplicate` + `rejected` + `failed` +
 * `skipped` + `in_flight`; of a check, `files` = `images` + `unreadable`. Keys are those of the page, in snake_case;
 * pictures are left out.
 */
export const reportJson = (data: ReportData): string => {
  const { labels, furtherLabels, histograms, duplicates } = data;
  const report = {
    kind: data.kind,
    title: data.title,
    made_at: data.madeAt,
    pixmill: data.version,
    counts: countsOf(data),
    images: data.images,
    bytes: data.bytes,
    captions: data.captions,
    labels: labels.map(({ label, count }) => ({ label, images: count })),
    further_labels: furtherLabels,
    ...(data.kind === 'build'
      ? {
          outcomes: data.outcomes,
          sources: data.sources.map(({ name, count }) => ({ source: name, images: count })),
          licenses: data.licences.map(({ key, title, url, count }) => ({ license: key, title, url, images: count })),
          opt_outs: data.optOuts,
        }
      : { unreadable: data.unreadable }),
    findings: data.flags,
    histograms,
    duplicates: {
      total: duplicates.total,
      shown: duplicates.pairs.map(({ kind, distance, why, kept, duplicate }) => ({
        kind,
        distance,
        why,
        kept: kept.fileName ?? kept.name,
        duplicate: duplicate.fileName ?? duplicate.name,
      })),
    },
    notices: data.notices,
    making: Object.fromEntries(data.making.map(({ name, value }) => [name, value])),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
