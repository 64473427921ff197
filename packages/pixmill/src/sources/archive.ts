import { sniffFormat } from '../imaging/sniff-format.ts';
import type { Candidate } from '../library/candidate.ts';
import type { CandidatePage, DroppedItem, Source, SourceContext, SourceRequest } from '../library/source.ts';
import { closeGroup, dropMember } from './archive-groups.ts';
import type { MemberGroup, StagedImage } from './archive-groups.ts';
import { ARCHIVE_LIMITS, createMeter, MemberFault, nameFault } from './archive-members.ts';
import type { ArchiveLimits, ArchiveMember, Meter } from './archive-members.ts';
import { isArchiveExtension, isImageExtension, isSystemName, parseFileName, sideCarKind } from './file-names.ts';
import { peekBytes } from './input-bytes.ts';
import { inputError } from './inputs.errors.ts';
import { markLastPage } from './last-page.ts';
import { positionNumbers } from './list-reader.ts';
import { openArchive } from './open-archive.ts';
import { MAX_SIDE_CAR_BYTES } from './side-cars.ts';

const PAGE = 128;

/** Makes the source of the images in a zip or tar; limits other than the usual ones are for tests. */
export const createArchiveSource = (limits: ArchiveLimits = ARCHIVE_LIMITS): Source => ({
  info: {
    id: 'archive',
    title: 'Zip or tar archive',
    homepage: 'https://github.com/webdataset/webdataset#the-webdataset-format',
    kind: 'input',
    tier: 'default',
    preset: 'general',
    official: true,
    keys: [],
    licenceQuality: 'as a side-car states it; unknown otherwise',
    termsCheckedOn: '2026-11-20',
  },
  capabilities: { paging: 'cursor', maxPageSize: PAGE, filters: ['licence'] },
  discover: (request, context) => markLastPage(discover(request, context, limits)),
});

/** Images in a zip or tar, stored as they stream by; the folder that a member lies in is its label. */
export const archiveSource: Source = createArchiveSource();

const discover = async function* (
  request: SourceRequest,
  context: SourceContext,
  limits: ArchiveLimits,
): AsyncIterable<CandidatePage> {
  context.signal.throwIfAborted();
  const from = positionNumbers(request.cursor, ['member'], request.query).member;
  const archive = await openArchive(request.query, context, limits);
  const meter = createMeter(limits, { path: request.query, packedBytes: archive.packedBytes });
  const collector = createCollector(request, context, meter);
  try {
    for await (const member of archive.members) {
      context.signal.throwIfAborted();
      const isPastPage = collector.begin(member, from);
      if (isPastPage) yield collector.flush(member.index);
      if (member.index >= from) await collector.take(member);
    }
  } catch (error) {
    collector.closeOpenGroup();
    if (collector.size() > 0) yield collector.flush(collector.seen());
    throw error;
  } finally {
    await archive.close();
  }
  collector.closeOpenGroup();
  if (collector.seen() === 0) throw inputError('input.empty', { path: request.query });
  if (collector.size() > 0) yield collector.flush(collector.seen());
};

const createCollector = (request: SourceRequest, context: SourceContext, meter: Meter) => {
  const names = new Set<string>();
  let group: MemberGroup | undefined;
  let candidates: Candidate[] = [];
  let dropped: DroppedItem[] = [];
  let seen = 0;
  let isRepeated = false;

  const closeOpenGroup = (): void => {
    if (group === undefined) return;
    const retrievedAt = context.now().toISOString();
    for (const item of closeGroup(group, { licences: request.licences, retrievedAt })) {
      if ('code' in item) dropped.push(item);
      else candidates.push(item);
    }
    group = undefined;
  };
  const size = (): number => candidates.length + dropped.length;

  return {
    size,
    seen: () => seen,
    closeOpenGroup,
    /** Notes a member, taken or not; answers whether a page is full before it. */
    begin: (member: ArchiveMember, from: number): boolean => {
      seen = member.index + 1;
      isRepeated = member.kind !== 'directory' && names.has(member.name);
      names.add(member.name);
      if (member.index < from || group?.stem === parseFileName(member.name).stem) return false;
      closeOpenGroup();
      return size() >= PAGE;
    },
    take: async (member: ArchiveMember): Promise<void> => {
      const fault = faultOf(member, isRepeated);
      if (fault !== undefined) {
        if (fault !== 'quiet') dropped.push(fault);
        return;
      }
      const { stem, extension } = parseFileName(member.name);
      const kind = sideCarKind(extension);
      group ??= { stem, first: member.index, images: [], sideCars: {} };
      try {
        if (kind === undefined) group.images.push(await stageImage(member, context, meter));
        else group.sideCars[kind] = { name: member.name, bytes: await readSideCar(member, meter) };
      } catch (error) {
        if (!(error instanceof MemberFault)) throw error;
        const outcome =
          error.code === 'input.not_an_image' || error.code === 'input.nested_archive' ? 'skipped' : 'failed';
        dropped.push(dropMember(member.name, outcome, error.code, error.message));
      }
    },
    flush: (next: number): CandidatePage => {
      const page = { candidates, dropped, cursor: { member: next }, notices: [] };
      candidates = [];
      dropped = [];
      return page;
    },
  };
};

/** Why a member is not even opened. Ids stay unique: those of members that share or lack a name carry their index. */
const faultOf = (member: ArchiveMember, isRepeated: boolean): DroppedItem | 'quiet' | undefined => {
  const { name, kind, index } = member;
  const numbered = `${name.slice(0, 200)}#${index}`;
  const unsafe = nameFault(name);
  if (unsafe !== undefined) return dropMember(numbered, 'rejected', 'input.unsafe_name', unsafe);
  if (kind === 'directory' || name.split('/').some((part) => part !== '.' && isSystemName(part))) return 'quiet';
  if (isRepeated) return dropMember(numbered, 'skipped', 'input.duplicate_name', name);
  if (kind !== 'file')
    return dropMember(name, 'rejected', 'input.special_file', kind === 'link' ? 'a link' : 'a device');
  if (!isArchiveExtension(parseFileName(name).extension)) return undefined;
  return dropMember(name, 'skipped', 'input.nested_archive', 'by its name');
};

const stageImage = async (member: ArchiveMember, context: SourceContext, meter: Meter): Promise<StagedImage> => {
  const { head, whole } = await peekBytes(meter.read(member), 4096);
  if (!isImageExtension(parseFileName(member.name).extension)) {
    const { kind, name } = sniffFormat(head);
    if (kind !== 'image') {
      for await (const _ of whole) break;
      throw new MemberFault(name.endsWith('archive') ? 'input.nested_archive' : 'input.not_an_image', name);
    }
  }
  const staged = await context.stage(whole, { maxBytes: Number.MAX_SAFE_INTEGER });
  return { name: member.name, ...staged };
};

const readSideCar = async (member: ArchiveMember, meter: Meter): Promise<Buffer> => {
  const { head, whole } = await peekBytes(meter.read(member), MAX_SIDE_CAR_BYTES);
  for await (const _ of whole) break;
  return Buffer.from(head);
};
