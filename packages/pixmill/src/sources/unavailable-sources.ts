import type { SourceInfo } from '../library/source.ts';

/** When the terms of all of these were last read. */
const termsCheckedOn = '2026-11-20';

const INSTEAD = 'Until then use openverse and commons, which also state the licence of each image.';

type Brief = Pick<SourceInfo, 'id' | 'title' | 'homepage' | 'licenceQuality'> & {
  readonly keys?: readonly string[];
  readonly official?: boolean;
  readonly why: string;
};

const planned = ({ why, keys = [], official = true, ...brief }: Brief): SourceInfo => ({
  ...brief,
  kind: 'search',
  tier: 'planned',
  preset: 'general',
  official,
  keys,
  termsCheckedOn,
  unavailable: why,
});

const plannedInput = (brief: Pick<SourceInfo, 'id' | 'title' | 'homepage'> & { readonly why: string }): SourceInfo => ({
  ...planned({ ...brief, licenceQuality: 'whatever the input states' }),
  kind: 'input',
});

const excluded = (brief: Brief): SourceInfo => ({ ...planned(brief), tier: 'excluded' });

/** Sources of a later release, in the order of their use. */
export const PLANNED_SOURCES: readonly SourceInfo[] = [
  plannedInput({
    id: 'web-page',
    title: 'Web page, sitemap, RSS',
    homepage: 'https://www.sitemaps.org',
    why: 'It comes in a later release; a list of image addresses works now.',
  }),
  plannedInput({
    id: 's3',
    title: 'S3 bucket listing',
    homepage: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
    why: 'It comes in a later release; a folder or a list of image addresses works now.',
  }),
  planned({
    id: 'flickr',
    title: 'Flickr',
    homepage: 'https://www.flickr.com/services/api/',
    keys: ['FLICKR_API_KEY'],
    licenceQuality: 'per photo',
    why: 'It comes in a later release, opt-in with a key; openverse already finds the openly licensed photos of Flickr.',
  }),
  planned({
    id: 'internet-archive',
    title: 'Internet Archive',
    homepage: 'https://archive.org',
    licenceQuality: 'often missing',
    why: 'It comes in a later release, opt-in, because licences are often missing there.',
  }),
  planned({
    id: 'europeana',
    title: 'Europeana',
    homepage: 'https://www.europeana.eu',
    keys: ['EUROPEANA_API_KEY'],
    licenceQuality: 'per item, as a rights address',
    why: 'It comes in a later release, opt-in with a free key.',
  }),
  planned({
    id: 'smithsonian',
    title: 'Smithsonian Open Access',
    homepage: 'https://www.si.edu/openaccess',
    keys: ['SMITHSONIAN_API_KEY'],
    licenceQuality: 'CC0 per media item',
    why: 'It comes in a later release, opt-in with a free key.',
  }),
  planned({
    id: 'brave',
    title: 'Brave Image Search',
    homepage: 'https://brave.com/search/api/',
    keys: ['BRAVE_SEARCH_API_KEY'],
    licenceQuality: 'none',
    why: 'It comes in a later release, opt-in with a paid key; it states no licences.',
  }),
  planned({
    id: 'searxng',
    title: 'SearXNG (your own instance)',
    homepage: 'https://docs.searxng.org',
    keys: ['SEARXNG_BASE_URL'],
    official: false,
    licenceQuality: 'none',
    why: 'It comes in a later release, opt-in, as the maintained way to Google, Bing, Baidu and DuckDuckGo.',
  }),
  planned({
    id: 'serpapi',
    title: 'SerpApi Google Images',
    homepage: 'https://serpapi.com/google-images-api',
    keys: ['SERPAPI_API_KEY'],
    official: false,
    licenceQuality: 'a search filter only',
    why: 'It comes in a later release, opt-in with a paid key.',
  }),
  planned({
    id: 'google',
    title: 'Google Images',
    homepage: 'https://images.google.com',
    official: false,
    licenceQuality: 'a search filter only',
    why: `Google has no image search for programs any more, and reading its result pages no longer works; a later release asks it through your own SearXNG or a SerpApi key. ${INSTEAD}`,
  }),
  planned({
    id: 'bing',
    title: 'Bing Images',
    homepage: 'https://www.bing.com/images',
    official: false,
    licenceQuality: 'a search filter only',
    why: `Its official interface was switched off in August 2025; a later release reads it, experimental, through your own SearXNG. ${INSTEAD}`,
  }),
  planned({
    id: 'duckduckgo',
    title: 'DuckDuckGo images',
    homepage: 'https://duckduckgo.com',
    official: false,
    licenceQuality: 'a search filter only',
    why: `It has no interface for programs; a later release reads it, experimental, through your own SearXNG. ${INSTEAD}`,
  }),
  planned({
    id: 'baidu',
    title: 'Baidu images',
    homepage: 'https://image.baidu.com',
    official: false,
    licenceQuality: 'none',
    why: `It has no interface for programs and blocks them; a later release reads it, experimental, through your own SearXNG. ${INSTEAD}`,
  }),
  planned({
    id: 'pixabay',
    title: 'Pixabay',
    homepage: 'https://pixabay.com/api/docs/',
    keys: ['PIXABAY_API_KEY'],
    licenceQuality: 'one licence for the whole source',
    why: 'It comes in a later release, opt-in, because its terms limit mass downloads and some images refuse AI training.',
  }),
  planned({
    id: 'unsplash',
    title: 'Unsplash',
    homepage: 'https://unsplash.com/developers',
    keys: ['UNSPLASH_ACCESS_KEY'],
    licenceQuality: 'one licence for the whole source',
    why: 'It stays off until a later release, and then needs your word that your use is allowed: its terms restrict machine learning.',
  }),
];

/** What is not offered, and why. */
export const EXCLUDED_SOURCES: readonly SourceInfo[] = [
  excluded({
    id: 'pexels',
    title: 'Pexels',
    homepage: 'https://www.pexels.com/api/',
    keys: ['PEXELS_API_KEY'],
    licenceQuality: 'one licence for the whole source',
    why: 'Pexels forbids building datasets from it.',
  }),
  excluded({
    id: 'google-cse',
    title: 'Google Custom Search JSON API',
    homepage: 'https://developers.google.com/custom-search/v1/overview',
    keys: ['GOOGLE_API_KEY', 'GOOGLE_CSE_CX'],
    licenceQuality: 'a search filter only',
    why: 'Google has closed it to new customers and ends it on 1 January 2027.',
  }),
  excluded({
    id: 'bing-api',
    title: 'Bing Image Search API',
    homepage: 'https://learn.microsoft.com/en-us/lifecycle/announcements/bing-search-api-retirement',
    licenceQuality: 'none',
    why: 'Microsoft switched it off on 11 August 2025.',
  }),
];
