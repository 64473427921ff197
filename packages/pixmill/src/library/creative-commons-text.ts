import { creativeCommonsId, type CreativeCommons } from './creative-commons.ts';

/** What the elements are called in the languages that publishers write in; matched without diacritics, in lower case. */
const ELEMENT_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\bcreative ?commons\b/g, ' cc '],
  [/\bcc zero\b|\bcc 0\b|\bcc0\b/g, ' cc0 '],
  [/\bshare ?alike\b|\bweitergabe unter gleichen bedingungen\b|\bcompartir ?igual\b|\bcompartilha ?igual\b/g, ' sa '],
  [
    /\bpartage (?:a l ?identique|dans les memes conditions)\b|\bcondividi allo stesso modo\b|\bgelijk ?delen\b/g,
    ' sa ',
  ],
  [
    /\bnon ?commercial[ei]?\b|\bnicht ?kommerziell\b|\bpas d utilisation commerciale\b|\bn(?:o|ao) ?comercial\b/g,
    ' nc ',
  ],
  [/\bniet ?commercieel\b/g, ' nc '],
  [/\bno ?deriv(?:ative)?s?(?: works)?\b|\bkeine bearbeitung(?:en)?\b|\bpas de modifications?\b/g, ' nd '],
  [
    /\bsin ?(?:obras? ?)?derivad(?:a|as)\b|\bsem ?derivac(?:ao|oes)\b|\bnon opere derivate\b|\bgeen ?afgeleide ?werken\b/g,
    ' nd ',
  ],
  [/\battribution\b|\bnamensnennung\b|\bpaternite\b|\batribucion\b|\breconocimiento\b|\batribuicao\b/g, ' by '],
  [/\battribuzione\b|\bnaamsvermelding\b/g, ' by '],
];

const FILLERS = new Set(
  'the a under licensed license licence licenses licences lizenz licencia licenca licentie deed public international intl unported generic universal dedication waiver'.split(
    ' ',
  ),
);

/** Ports by their code and by the names that licences write out. */
const PORT_CODES = new Set(
  'ar at au az be bg br ca ch cl cn co cr cz de dk ec ee eg es fi fr gr gt hk hr hu ie il in it jp kr lu mk mt mx my nl no nz pe ph pl pr pt ro rs se sg si th tw ug uk us ve vn za igo scotland'.split(
    ' ',
  ),
);
const PORT_NAMES: Readonly<Record<string, string>> = {
  deutschland: 'de',
  germany: 'de',
  osterreich: 'at',
  austria: 'at',
  france: 'fr',
  spain: 'es',
  espana: 'es',
  italy: 'it',
  italia: 'it',
  netherlands: 'nl',
  nederland: 'nl',
  brazil: 'br',
  brasil: 'br',
  japan: 'jp',
  canada: 'ca',
  australia: 'au',
  poland: 'pl',
  polska: 'pl',
  'united states': 'us',
  'united kingdom': 'uk',
  'england and wales': 'uk',
};

/** Lower case, no diacritics, one space between words; `3_0` is `3.0`. */
const simplify = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.+]+/g, ' ')
    .replaceAll(/\b([1-4]) ([015])\b/g, '$1.$2')
    .replaceAll(/\.(?!\d)/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();

const versionOf = (word: string): string | null => {
  const match = /^v?([1-4])(?:\.([015]))?$/.exec(word);
  return match === null ? null : `${match[1]}.${match[2] ?? '0'}`;
};

/**
 * Reads what people write: `CC BY-SA 4.0`, `cc-by-nc`, `CC_BY_4_0`, `Attribution-ShareAlike 3.0 Germany`,
 * `Namensnennung 3.0 Deutschland`, `CC0 1.0 Universal`. Every word must be understood, else the answer is `null`; of
 * several versions (`cc-by-sa-3.0,2.5,2.0`) the newest counts. `isCode` allows what only a code field may say (`by`).
 */
export const parseCreativeCommonsText = (text: string, { isCode = false } = {}): CreativeCommons | null => {
  let simple = simplify(text);
  for (const [names, element] of ELEMENT_NAMES) simple = simple.replaceAll(names, element).replaceAll(/ +/g, ' ');
  for (const [name, code] of Object.entries(PORT_NAMES))
    simple = simple.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), code);

  const elements = new Set<string>();
  const versions: string[] = [];
  let port: string | null = null;
  let isMark = false;
  for (const word of simple
    .replaceAll(/\bpublic domain(?: mark)?\b|\bpdm\b/g, (found) => (found === 'public domain' ? '' : 'pdm'))
    .split(' ')) {
    const wordVersion = versionOf(word);
    if (word === '' || FILLERS.has(word)) continue;
    if (['cc', 'cc0', 'by', 'nc', 'nd', 'sa', 'sampling', 'sampling+'].includes(word)) elements.add(word);
    else if (word === 'pdm') isMark = true;
    else if (wordVersion !== null) versions.push(wordVersion);
    else if (versions.length > 0 && port === null && PORT_CODES.has(word)) port = word;
    else return null;
  }

  const version = versions.toSorted().at(-1) ?? null;
  const hasPrefix = elements.delete('cc');
  if (isMark) return elements.size === 0 ? { code: 'pdm', version: '1.0', port: null } : null;
  if (elements.has('cc0')) {
    return elements.size === 1 && (version === null || version === '1.0')
      ? { code: 'cc0', version: '1.0', port: null }
      : null;
  }
  // A bare "Attribution" is also the name of a licence that is not one of Creative Commons.
  if (!hasPrefix && !isCode && version === null && elements.size < 2) return null;
  const code = ['by', 'nc', 'nd', 'sa', 'sampling', 'sampling+'].filter((element) => elements.has(element)).join('-');
  const parsed = { code, version, port };
  return creativeCommonsId(parsed) === null ? null : parsed;
};

/** The one licence that a longer text names with its `CC` prefix; `null` when it names none, several, or negates. */
export const findCreativeCommonsText = (text: string): CreativeCommons | null => {
  if (/\b(?:not|no longer|except|unless|or|oder|nicht unter)\b/i.test(text)) return null;
  const named = text.match(/\bCC(?:[ -]?(?:0|[A-Z]{2,}))+(?:[ -]v?\d[\d.]*)?/g) ?? [];
  const found = named.map((name) => parseCreativeCommonsText(name));
  const [first] = found;
  if (first === undefined || first === null) return null;
  const id = creativeCommonsId(first);
  return found.every((other) => other !== null && creativeCommonsId(other) === id) ? first : null;
};
