import type { ExportFormat } from './export-options.ts';
import type { ExportSurvey } from './export-survey.ts';
import { MAX_FOLDER_ENTRIES } from './image-layout.ts';

const images = (count: number): string => (count === 1 ? '1 image is' : `${count.toLocaleString('en')} images are`);

/** What a person should know about this export because readers differ. One sentence each. */
export const exportNotices = (options: {
  readonly survey: ExportSurvey;
  readonly formats: readonly ExportFormat[];
  /** Whether a transform may have changed the file formats. */
  readonly encoded: boolean;
}): readonly string[] => {
  const { survey, formats, encoded } = options;
  const notices: string[] = [];
  const count = (format: string): number => (encoded ? 0 : (survey.formats.get(format) ?? 0));
  const unread = count('gif') + count('avif');
  if (formats.includes('imagefolder') && unread > 0) {
    notices.push(
      `${images(unread)} GIF or AVIF, which torchvision's ImageFolder passes over; \`--encode jpeg:90\` makes them readable for it.`,
    );
  }
  if (formats.includes('imagefolder') && survey.labels.size > MAX_FOLDER_ENTRIES) {
    notices.push(
      `\`images/\` holds ${survey.labels.size.toLocaleString('en')} folders; the Hugging Face Hub takes no more than 10,000 entries in one, so use \`--format webdataset\` to upload.`,
    );
  }
  if (formats.includes('webdataset') && !encoded && survey.formats.size > 1) {
    notices.push(
      'The images are of several file formats. In the shards all of them stand under `.jpg`, because readers want the same fields in every sample and look at the bytes; the `format` in `.json` is the true one.',
    );
  }
  const late = survey.columns.filter((column) => column.late).map((column) => `\`${column.name}\``);
  if (late.length > 0) {
    notices.push(
      `The first value of ${late.join(', ')} comes late in the data, so that ${late.length === 1 ? 'it is' : 'they are'} written as text: readers guess types from the first lines.`,
    );
  }
  return notices;
};
