import { QUALITY_CHECKS, QUALITY_FLAGS } from '../../imaging/quality-thresholds.ts';
import type { JudgeRules } from '../../library/job.ts';
import type { UsualSizes } from './odd-sizes.ts';

/** One check as a person reads it. */
export type CheckInfo = {
  /** Name of the finding; cleanvision's where it has one. */
  readonly name: string;
  /** From where on an image is a finding, e.g. `score < 0.29`; empty for plain facts. */
  readonly limit: string;
  readonly meaning: string;
  /** Listed also when nothing was found, so that one sees that it was looked for. */
  readonly always: boolean;
};

/** Remarks of the decoder, by name. */
const WARNINGS: Readonly<Record<string, string>> = {
  missing_end: 'Every pixel is there, but the end of the file is not.',
  trailing_data: 'Has bytes behind its end that belong to no picture.',
  measured_reduced: 'So large that a reduced copy was measured.',
};

/** Every check of these rules, those of cleanvision first, in its order. */
export const checkList = (rules: JudgeRules, usual: UsualSizes | null): readonly CheckInfo[] => {
  const looksAtQuality = rules.level !== 'fast';
  const { dark, light, oddAspectRatio, lowInformation, blurry } = QUALITY_CHECKS;
  const scored = [dark, light, oddAspectRatio, lowInformation, blurry].map(({ name, threshold, meaning }) => ({
    name,
    limit: `score < ${threshold}`,
    meaning,
    always: true,
  }));
  const flags = QUALITY_FLAGS.map(({ name, meaning }) => ({
    name,
    meaning,
    limit: '',
    always: name === 'greyscale',
  }));
  const bounds = usual === null ? '' : `${Math.round(Math.max(0, usual.least))} to ${Math.round(usual.most)} px`;
  return [
    ...(looksAtQuality ? scored : []),
    { name: 'odd_size', limit: bounds, meaning: 'Far smaller or larger than the others.', always: true },
    ...(looksAtQuality ? flags : flags.filter(({ name }) => name === 'damaged')),
    {
      name: 'too_small',
      limit: `< ${rules.minWidth}x${rules.minHeight} px`,
      meaning: 'Smaller than --min-size.',
      always: true,
    },
    { name: 'too_few_bytes', limit: `< ${rules.minBytes} bytes`, meaning: 'Smaller than --min-bytes.', always: true },
    {
      name: 'odd_aspect',
      limit: `> ${rules.maxAspect}:1`,
      meaning: 'Longer and thinner than --max-aspect.',
      always: true,
    },
    ...Object.entries(WARNINGS).map(([name, meaning]) => ({ name, meaning, limit: '', always: false })),
  ];
};
