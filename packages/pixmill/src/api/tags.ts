import type { TagText } from '../platform/http/documentation/add-documentation.ts';

/** Groups of operations in the order in which the documentation has them. */
export const TAGS: readonly TagText[] = [
  { name: 'auth', description: 'Sign up, log in, renew and end a login; your own profile.' },
  { name: 'login', description: 'The OAuth2 password form, and passwords that were forgotten.' },
  { name: 'users', description: 'Accounts: your own, and for admins those of all.' },
  { name: 'api-keys', description: 'Keys for programs, with scopes, an end, a limit and usage of their own.' },
  { name: 'projects', description: 'Workspaces that hold images and jobs.' },
  { name: 'jobs', description: 'Crawls: make, start, watch, cancel and retry them; every candidate and its outcome.' },
  { name: 'datasets', description: 'A dataset in one call: its crawl, its state, and its archive.' },
  { name: 'images', description: 'Images with their provenance, measures, files and thumbnails.' },
  { name: 'uploads', description: 'Bring files in, one or many.' },
  { name: 'search', description: 'Find images by words, by colour, and by how they look.' },
  {
    name: 'suggestions',
    description: 'Teach by example: labels for the rest, labels that look wrong, what to label next.',
  },
  { name: 'clusters', description: 'Groups of images that are alike, their map, and what is made of them.' },
  {
    name: 'duplicates',
    description: 'Likely copies that hashes miss, as groups to decide about; every decision can be undone.',
  },
  { name: 'validation', description: 'Check images that are there already, by level.' },
  { name: 'notifications', description: 'What you are told of, and how.' },
  { name: 'activity', description: 'Who did what, when, and from where.' },
  { name: 'health', description: 'How the installation is.' },
  { name: 'utils', description: 'Small helps for whoever runs it.' },
  { name: 'private', description: 'For an installation on this machine only.' },
];
