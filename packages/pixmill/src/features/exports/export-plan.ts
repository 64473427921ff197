import type { ImageFormat } from '../../imaging/inspection.ts';
import { exportError } from './export.errors.ts';
import type { ExportFormat, LabelFile } from './export-options.ts';
import type { ExportSurvey } from './export-survey.ts';
import { createLayout, EXTENSIONS, extensionOf } from './image-layout.ts';
import { createImageSlots, type ImagePlace } from './image-slots.ts';
import { byName } from './checksums.ts';
import { labelDirectories } from './label-directories.ts';
import { sampleKey } from './webdataset-writer.ts';

/** Decides the name of every file of an export, and remembers it by the id of its image. */
export type ExportPlan = {
  /** Directory of each label below `images/` and `labels/`. */
  readonly directories: ReadonlyMap<string | null, string>;
  /** Class numbers in the order of the sorted labels, unlabelled images last; `null` when nothing is labelled. */
  readonly classes: ReadonlyMap<string | null, number> | null;
  /** Takes the place of the next image of a label. Throws `export.images_changed` when the survey did not see it. */
  readonly take: (id: string, label: string | null) => ImagePlace;
  /** Relative path of an image's file. */
  readonly imageFile: (place: ImagePlace, format: ImageFormat) => string;
  /** Relative path of a label file. */
  readonly labelFile: (place: ImagePlace, kind: LabelFile) => string;
  readonly remember: (
    place: ImagePlace,
    written: { readonly format: ImageFormat; readonly sha256: string; readonly labelHashes: readonly string[] },
  ) => void;
  /** Path of an image by its id, `null` when it is not part of the export. */
  readonly fileNameOf: (id: string) => string | null;
  /** The remembered SHA-256 of a file by its path; `null` for what is neither an image nor a label file of the plan. */
  readonly hashOf: (path: string) => string | null;
  readonly taken: () => number;
};

/** Labels in the order of their class numbers. */
const sortedLabels = (labels: Iterable<string | null>): (string | null)[] =>
  [...labels].toSorted((a, b) => (a === null ? 1 : b === null ? -1 : byName(a, b)));

export const createExportPlan = (options: {
  readonly survey: ExportSurvey;
  readonly formats: readonly ExportFormat[];
  readonly labelFiles: readonly LabelFile[];
}): ExportPlan => {
  const { survey, labelFiles } = options;
  const labels = sortedLabels(survey.labels.keys());
  const indexes = new Map(labels.map((label, index) => [label, index]));
  const directories = labelDirectories(labels);
  const rows = labels.map((label) => ({
    directory: directories.get(label) ?? '',
    images: survey.labels.get(label) ?? 0,
  }));
  const byDirectory = new Map(rows.map((row, index) => [row.directory, index]));
  const layout = createLayout({ labels: rows, labelFiles });
  const slots = createImageSlots(
    rows.map((row) => row.images),
    1 + labelFiles.length,
  );
  const folders = options.formats.includes('imagefolder');
  let samples = 0;
  /** Without folders, images are known by the key of their sample; the order of taking is the order of the samples. */
  const keys = folders ? null : rows.map((row) => new Uint32Array(row.images));

  const imagePath = ({ label, number }: ImagePlace, extension: string): string => {
    if (keys === null) return `images/${layout.stem({ label, number })}.${extension}`;
    return `${sampleKey(keys[label]?.[number - 1] ?? 0)}.${extension}`;
  };

  return {
    directories,
    classes: labels.length === 1 && labels[0] === null ? null : indexes,
    take: (id, label) => {
      const index = indexes.get(label);
      const place = index === undefined ? null : slots.take(id, index, 0);
      if (place === null) throw exportError('export.images_changed');
      const numbers = keys?.[place.label];
      if (numbers !== undefined) numbers[place.number - 1] = samples;
      samples += 1;
      return place;
    },
    imageFile: (place, format) => imagePath(place, extensionOf(format)),
    labelFile: (place, kind) => `labels/${layout.stem(place)}.${kind}`,
    remember: (place, { format, sha256, labelHashes }) => {
      slots.setExtension(place, EXTENSIONS.indexOf(extensionOf(format)));
      slots.setHash(place, 0, sha256);
      labelHashes.forEach((hash, index) => slots.setHash(place, index + 1, hash));
    },
    fileNameOf: (id) => {
      const found = slots.find(id);
      return found === null ? null : imagePath(found, EXTENSIONS[found.extension] ?? '');
    },
    hashOf: (path) => {
      const match = /^(images|labels)\/([^/]+)\/(?:\d+\/)?(\d+)\.(\w+)$/.exec(path);
      const label = byDirectory.get(match?.[2] ?? '');
      if (match === null || label === undefined) return null;
      const place = { label, number: Number(match[3]) };
      const at = slots.at(place);
      const kind = labelFiles.findIndex((name) => name === match[4]);
      if (at === null || (match[1] === 'labels' ? kind < 0 : EXTENSIONS[at.extension] !== match[4])) return null;
      return slots.hash(place, match[1] === 'labels' ? kind + 1 : 0);
    },
    taken: slots.taken,
  };
};
