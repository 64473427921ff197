import { licenceRank } from '../../library/licence-rank.ts';
import type { OptOutDecision } from '../../library/outcome.ts';
import type { CandidateRow, EditableColumn, SearchRow } from '../../library/schema.ts';

/** Ranks of one search stay below this, so that (search position, rank) fits one number that sorts. */
const RANKS = 2 ** 32;

/** What an uploader has written, as opposed to what a source says. */
const writtenByUploader = ({ candidate, label }: Pick<CandidateRow, 'candidate' | 'label'>): EditableColumn[] => {
  if (candidate.source !== 'upload') return [];
  const given = { title: candidate.title, tags: candidate.tags, label: label ?? undefined };
  return (['title', 'tags', 'label'] as const).filter((name) => given[name] !== undefined);
};

/** The columns of an image that come from the candidate rather than from the pixels. */
export const provenanceColumns = ({
  row,
  search,
  optOut,
}: {
  readonly row: Pick<CandidateRow, 'rank' | 'label' | 'location' | 'candidate'>;
  readonly search: Pick<SearchRow, 'position' | 'label' | 'query'>;
  readonly optOut: OptOutDecision | null;
}) => {
  const { candidate, location } = row;
  return {
    seenOrder: search.position * RANKS + row.rank,
    label: row.label ?? search.label,
    source: candidate.source,
    query: search.query,
    sourceUrl: location.kind === 'url' ? location.url : null,
    pageUrl: candidate.pageUrl ?? null,
    originalName: candidate.originalName ?? null,
    title: candidate.title ?? null,
    caption: candidate.caption ?? null,
    tags: candidate.tags ?? [],
    edited: writtenByUploader(row),
    creator: candidate.creator ?? null,
    creatorUrl: candidate.creatorUrl ?? null,
    licence: candidate.licence,
    licenceRank: licenceRank(candidate.licence),
    metadata: candidate.metadata ?? {},
    optOut,
    retrievedAt: new Date(candidate.retrievedAt),
  };
};
