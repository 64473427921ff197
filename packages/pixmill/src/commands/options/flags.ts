// What is loaded to show help and to read a command line; what the options mean stands in `*-options.ts`, which load more.
import type { Command } from 'commander';

/** Reads a number; any other text is left for the schema to refuse, or to take. */
export const numberOrText = (text: string): number | string => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);

/** Adds the flags of `JudgeOptions` to a command. */
export const addJudgeFlags = (command: Command): Command =>
  command
    .option('--level <level>', 'checks: fast, medium or slow (default: medium)')
    .option('--mode <mode>', 'what fails a check: strict, lenient or report (default: strict)')
    .option('--min-size <WxH>', 'least size in pixels (default: 64x64)')
    .option('--max-aspect <r>', 'greatest ratio of the sides (default: 10)', numberOrText)
    .option('--min-bytes <n>', 'least size of a file (default: 1KiB)')
    .option('--max-bytes <n>', 'greatest size of a file (default: 25MiB)')
    .option('--near <bits>', 'bits in which near duplicates may differ, or off (default: 4)', numberOrText);

/** Adds the flags of `JobOptions` to a command. */
export const addJobFlags = (command: Command): Command =>
  addJudgeFlags(
    command
      .option('--url-column <name>', 'column of the links in a list (default: guessed)')
      .option('--caption-column <name>', 'column of the captions (default: guessed)')
      .option('--label-column <name>', 'column of the labels (default: guessed)')
      .option('--license <list>', 'accept only these, e.g. cc0,by,by-sa or commercial (default: any)'),
  )
    .option('--concurrency <n>', 'fetches at once (default: 32)', numberOrText)
    .option('--per-host <n>', 'fetches at once from one host (default: 2)', numberOrText);

/** Adds the flags of `OutputOptions` to a command. */
export const addOutputFlags = (command: Command): Command =>
  command
    .option('--format <formats>', 'imagefolder, webdataset or both (default: imagefolder)')
    .option('--resize <WxH:fit>', 'resize: inside, cover or fill (default: keep)')
    .option('--encode <format:quality>', 'encode: jpeg:90, webp:85, png (default: keep the bytes)')
    .option('--labels <types>', 'a label file an image: txt, json, csv, yaml');
