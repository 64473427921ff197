import { defaultBodySerializer } from 'openapi-fetch';

const isFile = (value: unknown): value is Blob => value instanceof Blob;

const hasFiles = (body: object): boolean =>
  Object.values(body).some((value) => isFile(value) || (Array.isArray(value) && value.some(isFile)));

const append = (form: FormData, name: string, value: unknown): void => {
  if (value === undefined || value === null) return;
  if (isFile(value)) form.append(name, value);
  else form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
};

/** Puts a form together: lists of files, and of texts, become fields of one name. */
const toForm = (body: object): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) append(form, name, item);
  }
  return form;
};

/** Writes the body of a request: a form when files (`File`, `Blob`) are in it, else what its content type says. */
export const writeBody = (body: unknown, headers?: unknown): string | FormData => {
  if (body instanceof FormData) return body;
  if (typeof body === 'object' && body !== null && hasFiles(body)) return toForm(body);
  const type = headers instanceof Headers ? headers.get('content-type') : null;
  if (type === 'application/x-www-form-urlencoded' && typeof body === 'object' && body !== null) {
    return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
  }
  return defaultBodySerializer(body);
};
