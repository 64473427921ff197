/** What people, and other tools, call sources besides their ids. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['wikimedia', 'commons'],
  ['wikimedia-commons', 'commons'],
  ['wikimediacommons', 'commons'],
  ['google-images', 'google'],
  ['bing-images', 'bing'],
  ['baidu-images', 'baidu'],
  ['duckduckgo-images', 'duckduckgo'],
  ['duck-duck-go', 'duckduckgo'],
  ['ddg', 'duckduckgo'],
]);

/** The id that a source is known by: without regard to case, spaces and underscores, older names included. */
export const sourceIdOf = (name: string): string => {
  const id = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return OTHER_NAMES.get(id) ?? id;
};
