import { stringify } from 'yaml';
import { markdownText, markdownUrl } from './attribution.ts';
import { byName } from './checksums.ts';
import type { ExportFormat, LabelFile } from './export-options.ts';
import type { ExportSurvey } from './export-survey.ts';

const SIZES: readonly (readonly [limit: number, name: string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
];

const MAX_LABELS_SHOWN = 100;

/** What the card says about one export. */
export type CardFacts = {
  readonly name: string;
  readonly survey: ExportSurvey;
  readonly formats: readonly ExportFormat[];
  readonly labelFiles: readonly LabelFile[];
  /** Directory of each label below `images/`. */
  readonly directories: ReadonlyMap<string | null, string>;
  /** Whether there are further files, such as a report, by their names. */
  readonly reportFiles: readonly string[];
  readonly notices: readonly string[];
};

type FrontMatter = Readonly<Record<string, unknown>>;

const licenceFields = ({ licences }: ExportSurvey): FrontMatter => {
  const [only] = licences;
  if (only === undefined || (licences.length === 1 && only.key === 'unknown')) return { license: 'unknown' };
  if (licences.length > 1) {
    return { license: 'other', license_name: 'several-see-licenses-md', license_link: 'LICENSES.md' };
  }
  if (only.hubId !== null) return { license: only.hubId };
  const name = only.key
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return { license: 'other', license_name: name, license_link: markdownUrl(only.url) ?? 'LICENSES.md' };
};

const frontMatter = ({ name, survey, formats }: CardFacts): FrontMatter => {
  const classes = [...survey.labels.keys()].filter((label) => label !== null).length;
  const tasks = [
    ...(classes > 1 ? ['image-classification'] : []),
    ...(survey.captions > 0 ? ['image-to-text', 'text-to-image'] : []),
  ];
  return {
    pretty_name: name,
    ...licenceFields(survey),
    ...(tasks.length > 0 ? { task_categories: tasks } : {}),
    size_categories: [SIZES.find(([limit]) => survey.images < limit)?.[1] ?? 'n>1T'],
    annotations_creators: ['found'],
    source_datasets: ['original'],
    tags: ['image', 'pixmill', ...formats],
    configs: [
      {
        config_name: 'default',
        data_files: [
          {
            split: 'train',
            path: formats.includes('imagefolder') ? ['metadata.jsonl', 'images/**'] : ['webdataset/*.tar'],
          },
        ],
      },
    ],
  };
};

const number = (value: number): string => value.toLocaleString('en');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
];

const labelRows = ({ survey, directories, formats }: CardFacts): string[] => {
  const sorted = [...survey.labels].toSorted(
    ([a, countA], [b, countB]) => countB - countA || ((a ?? '') < (b ?? '') ? -1 : 1),
  );
  const folders = formats.includes('imagefolder');
  const rows = sorted
    .slice(0, MAX_LABELS_SHOWN)
    .map(([label, count]) => [
      label === null ? '*no label*' : markdownText(label),
      number(count),
      ...(folders ? [`\`images/${directories.get(label) ?? ''}/\``] : []),
    ]);
  const more = sorted.length - rows.length;
  return [
    ...table(['label', 'images', ...(folders ? ['folder'] : [])], rows),
    ...(more > 0 ? [`… and ${number(more)} more labels.`, ''] : []),
  ];
};

const reading = ({ formats }: CardFacts): string[] => {
  const lines = ['```python'];
  if (formats.includes('imagefolder')) {
    lines.push(
      'from datasets import load_dataset',
      'dataset = load_dataset("imagefolder", data_dir="PATH/OF/THIS/FOLDER", split="train")',
      '',
      'from torchvision.datasets import ImageFolder',
      'images = ImageFolder("PATH/OF/THIS/FOLDER/images")',
    );
  }
  if (formats.includes('webdataset')) {
    lines.push(
      ...(formats.length > 1 ? [''] : []),
      'import glob, webdataset',
      'shards = sorted(glob.glob("PATH/OF/THIS/FOLDER/webdataset/*.tar"))',
      'samples = webdataset.WebDataset(shards, shardshuffle=False).decode("pil")',
    );
  }
  return [...lines, '```', ''];
};

const fileRows = (facts: CardFacts): string[] => {
  const rows: [string, string][] = [];
  if (facts.formats.includes('imagefolder')) {
    rows.push(
      ['`images/<label>/`', 'the images'],
      ['`metadata.jsonl`', 'one line an image: everything that is known of it'],
    );
  }
  if (facts.labelFiles.length > 0)
    rows.push(['`labels/<label>/`', `a ${facts.labelFiles.join(', ')} file for each image`]);
  if (facts.formats.includes('webdataset')) {
    rows.push(
      [
        '`webdataset/*.tar`',
        'samples of an image, `.json` (metadata), `.txt` (caption) and, with labels, `.cls` (class number)',
      ],
      ['`webdataset.json`', 'samples, bytes and SHA-256 of each shard; the classes in the order of their numbers'],
    );
  }
  for (const name of facts.reportFiles)
    rows.push([`\`${name}\``, name.endsWith('.html') ? 'the report, for people' : 'the report, for programs']);
  rows.push(
    ['`outcomes.jsonl`', 'one line a candidate: what became of it, and why'],
    ['`ATTRIBUTION.csv`, `LICENSES.md`', 'creators, sources and licences'],
    ['`SHA256SUMS`', 'check with `sha256sum -c SHA256SUMS`'],
  );
  return table(['file', 'what it is'], rows);
};

/** README.md: a Hugging Face dataset card (https://huggingface.co/docs/hub/datasets-cards). */
export const datasetCard = (facts: CardFacts): string => {
  const { survey, notices } = facts;
  const unknown = survey.licences.find((licence) => licence.key === 'unknown')?.images ?? 0;
  return [
    `---\n${stringify(frontMatter(facts), { lineWidth: 0 })}---`,
    '',
    `# ${markdownText(facts.name)}`,
    '',
    `${number(survey.images)} images under ${number(survey.labels.size)} ${survey.labels.size === 1 ? 'label' : 'labels'}, ` +
      `${number(survey.captions)} with a caption, collected and cleaned by Pixmill.`,
    '',
    '## Reading it',
    '',
    ...reading(facts),
    '## Labels',
    '',
    'Labels are what the source or the search said; nobody has checked them one by one.',
    '',
    ...labelRows(facts),
    '## Sources',
    '',
    ...table(
      ['source', 'images'],
      [...survey.sources]
        .toSorted(([a], [b]) => byName(a, b))
        .map(([source, count]) => [markdownText(source), number(count)]),
    ),
    '## Licences',
    '',
    ...table(
      ['licence', 'images'],
      survey.licences.slice(0, 20).map(({ title, images }) => [markdownText(title), number(images)]),
    ),
    ...(unknown > 0 ? [`The licence of ${number(unknown)} images is unknown. Unknown does not mean free.`, ''] : []),
    'What each licence asks for stands in `LICENSES.md`; the creator of each image in `ATTRIBUTION.csv`.',
    '',
    '## Files',
    '',
    ...fileRows(facts),
    ...(notices.length > 0 ? ['## Good to know', '', ...notices.map((notice) => `- ${notice}`), ''] : []),
  ].join('\n');
};
