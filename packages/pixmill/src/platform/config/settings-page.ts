import type { SettingDefinition } from './settings.ts';
import { SETTINGS } from './settings.ts';

const definitions: readonly SettingDefinition<unknown>[] = Object.values(SETTINGS);

const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** The page that lists every setting, in Markdown. */
export const renderSettingsPage = (): string => {
  const rows = definitions.map(({ name, description, defaultText, secret }) => {
    const meaning = `${escaped(description)}${secret === true ? ' Secret: shown nowhere.' : ''}`;
    return `| \`${name}\` | ${meaning} | ${escaped(defaultText)} |`;
  });
  return `# Settings

From the environment, or from a file \`.env\` in the folder that Pixmill is started in; the environment wins. Wrong ones stop
the start, all at once and without their values. \`pixmill doctor\` lists what is in force. This page is written by
\`npm run docs:settings\`.

| setting | meaning | default |
| --- | --- | --- |
${rows.join('\n')}
`;
};
