import { fieldOf, readJson } from './error-text.rules.ts';

/** What a chat completion came to. */
export type ChatAnswer =
  | { readonly kind: 'described'; readonly description: string; readonly tags: readonly string[] }
  /** The model does not want to, in its own words. */
  | { readonly kind: 'declined'; readonly reason: string }
  | { readonly kind: 'cut_off' }
  /** `reason` is a few words of ours. */
  | { readonly kind: 'nonsense'; readonly reason: string };

/** Asked for 5 to 10; what a model says beyond is as likely invented. */
const MOST_TAGS = 10;

/** Reads the answer to `chatRequest`. Models write fences, thoughts and comments around their JSON, or none at all. */
export const readChatAnswer = (text: string): ChatAnswer => {
  const choices = fieldOf(readJson(text), 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = fieldOf(choice, 'message');
  if (message === undefined) return { kind: 'nonsense', reason: 'no chat completion' };
  const finish = fieldOf(choice, 'finish_reason');
  const refusal = fieldOf(message, 'refusal');
  if (typeof refusal === 'string' && refusal.trim() !== '') return { kind: 'declined', reason: refusal };
  if (finish === 'content_filter') return { kind: 'declined', reason: 'its content filter took the answer out.' };
  const content = contentOf(fieldOf(message, 'content'));
  const found = objectsIn(content.replaceAll(/<think>[\s\S]*?<\/think>/g, ''));
  const described = found.map(describedBy).findLast((answer) => answer !== null);
  if (described !== undefined && described !== null) return described;
  if (finish === 'length') return { kind: 'cut_off' };
  if (content.trim() === '') return { kind: 'nonsense', reason: 'an empty message' };
  if (found.length === 0 && /\b(?:sorry|can(?:no|')t|unable|not able|won't|decline)\b/i.test(content.slice(0, 300))) {
    return { kind: 'declined', reason: content };
  }
  return { kind: 'nonsense', reason: found.length === 0 ? 'no JSON' : 'JSON of another shape' };
};

/** Some servers give the text in parts. */
const contentOf = (content: unknown): string => {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => fieldOf(part, 'text'))
    .filter((part) => typeof part === 'string')
    .join('');
};

const describedBy = (value: unknown): (ChatAnswer & { kind: 'described' }) | null => {
  const description = fieldOf(value, 'description');
  const given = fieldOf(value, 'tags');
  const listed: readonly unknown[] =
    typeof given === 'string' ? given.split(/[,;\n]/) : Array.isArray(given) ? given : [];
  const tags = listed
    .filter((tag) => typeof tag === 'string')
    .map((tag) => tag.trim().replace(/^#/, '').toLowerCase())
    .filter((tag) => tag !== '');
  if (typeof description !== 'string' || (description.trim() === '' && tags.length === 0)) return null;
  return { kind: 'described', description, tags: tags.slice(0, MOST_TAGS) };
};

/** The JSON objects that stand in a text at its top, in their order; what is not closed is none. */
const objectsIn = (text: string): readonly unknown[] => {
  const found: unknown[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (quoted) {
      if (letter === '\\') index++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = depth > 0;
    else if (letter === '{' && depth++ === 0) start = index;
    else if (letter === '}' && depth > 0 && --depth === 0) {
      const value = readJson(text.slice(start, index + 1));
      if (value !== undefined) found.push(value);
    }
  }
  return found;
};
