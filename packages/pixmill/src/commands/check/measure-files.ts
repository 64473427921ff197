import { join } from 'node:path';
import type { Decoders, InspectLimits } from '../../imaging/inspection.ts';
import type { JudgeRules } from '../../library/job.ts';
import { judgeImage } from '../../mill/judge/judge-image.ts';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { digestFile } from './file-digest.ts';
import type { FileMeasures, MeasuredFile, Unreadable } from './file-measures.ts';
import type { FoundFiles } from './find-files.ts';

/** Files under way for each decoder process: one that is decoded, one that is ready. */
const AHEAD = 2;

/**
 * Measures and judges every found file and records it; goes on until all are done or the signal is aborted, and throws
 * neither for what a file holds nor for the abort.
 */
export const measureFiles = async ({
  root,
  found,
  files,
  rules,
  decoders,
  processes,
  limits,
  signal,
  onMeasured,
}: {
  readonly root: string;
  readonly found: Pick<FoundFiles, 'paths' | 'linked'>;
  /** As many rows as `found.paths`. */
  readonly files: FileMeasures;
  readonly rules: JudgeRules;
  readonly decoders: Pick<Decoders, 'inspect'>;
  readonly processes: number;
  readonly limits: InspectLimits;
  readonly signal: AbortSignal;
  readonly onMeasured: (done: number) => void;
}): Promise<void> => {
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < found.paths.length && !signal.aborted) {
      const index = next++;
      const path = found.linked.get(index) ?? join(root, found.paths[index] ?? '');
      const result = await measureFile({ path, rules, decoders, limits, signal });
      if (result === 'aborted') return;
      if ('code' in result) files.recordUnreadable(index, result);
      else files.record(index, result);
      onMeasured(++done);
    }
  };
  await Promise.all(Array.from({ length: processes * AHEAD }, work));
};

const measureFile = async ({
  path,
  rules,
  decoders,
  limits,
  signal,
}: {
  path: string;
  rules: JudgeRules;
  decoders: Pick<Decoders, 'inspect'>;
  limits: InspectLimits;
  signal: AbortSignal;
}): Promise<MeasuredFile | Unreadable | 'aborted'> => {
  try {
    const digest = await digestFile(path, rules.maxBytes);
    if (digest === null) return { code: 'judge.too_many_bytes', detail: `more than ${rules.maxBytes} bytes` };
    const result = await decoders.inspect(path, limits, { signal, preview: { kind: 'none' } });
    if (!result.ok) return { code: result.code, detail: result.detail };
    const { inspection } = result;
    return { ...digest, inspection, ...judged({ inspection, bytes: digest.bytes, rules }) };
  } catch (error) {
    if (signal.aborted) return 'aborted';
    const code = systemCode(error);
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    return { code: 'inspect.unreadable', detail: code };
  }
};

/** All that there is to say about an image, and whether the mode would turn it away for it. */
const judged = ({
  inspection,
  bytes,
  rules,
}: {
  inspection: MeasuredFile['inspection'];
  bytes: number;
  rules: JudgeRules;
}): Pick<MeasuredFile, 'findings' | 'rejected'> => {
  const judge = (mode: JudgeRules['mode']) => judgeImage({ image: inspection, bytes, rules: { ...rules, mode } });
  const everything = judge('report');
  const flags = everything.accepted ? everything.flags : [];
  return { findings: [...new Set([...flags, ...inspection.warnings])], rejected: !judge(rules.mode).accepted };
};
