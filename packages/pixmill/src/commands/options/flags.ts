// What is loaded to show help and to read a command line; what the options mean stands in `*-options.ts`, which load more.
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

/** Reads a whole number from 1 on, for commander. */
export const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return number;
};

/** Reads a number of bits; any other text is left for the schema to refuse. */
const bitsOrOff = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** Adds the flags of `JudgeOptions` to a command. */
export const addJudgeFlags = (command: Command): Command =>
  command
    .option('--level <level>', 'checks: fast, medium or slow (default: medium)')
    .option('--mode <mode>', 'what fails a check: strict, lenient or report (default: strict)')
    .option('--min-size <WxH>', 'least size in pixels (default: 64x64)')
    .option('--max-aspect <r>', 'greatest ratio of the sides (default: 10)', Number)
    .option('--min-bytes <n>', 'least size of a file (default: 1KiB)')
    .option('--max-bytes <n>', 'greatest size of a file (default: 25MiB)')
    .option('--near <bits>', 'bits in which near duplicates may differ, or off (default: 4)', bitsOrOff);

/** Adds the flags of `JobOptions` to a command. */
export const addJobFlags = (command: Command): Command =>
  addJudgeFlags(
    command
      .option('--url-column <name>', 'column of the links in a list (default: guessed)')
      .option('--caption-column <name>', 'column of the captions (default: guessed)')
      .option('--label-column <name>', 'column of the labels (default: guessed)')
      .option('--license <list>', 'accept only these, e.g. cc0,by,by-sa or commercial (default: any)'),
  )
    .option('--concurrency <n>', 'fetches at once (default: 32)', wholeNumber)
    .option('--per-host <n>', 'fetches at once from one host (default: 2)', wholeNumber);

/** Adds the flags of `OutputOptions` to a command. */
export const addOutputFlags = (command: Command): Command =>
  command
    .option('--format <formats>', 'imagefolder, webdataset or both (default: imagefolder)')
    .option('--resize <WxH:fit>', 'resize: inside, cover or fill (default: keep)')
    .option('--encode <format:quality>', 'encode: jpeg:90, webp:85, png (default: keep the bytes)')
    .option('--labels <types>', 'a label file an image: txt, json, csv, yaml');
