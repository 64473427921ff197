import { expect, it } from 'vitest';
import { writeBody } from './form.ts';

it('a body with files is a form, and lists are fields of one name', () => {
  const file = new File(['x'], 'a.jpg', { type: 'image/jpeg' });
  const form = writeBody({ files: [file, file], title: 'Kites', tags: ['a', 'b'], count: 2, left: undefined });
  expect(form).toBeInstanceOf(FormData);
  expect([...(form instanceof FormData ? form.keys() : [])]).toEqual([
    'files',
    'files',
    'title',
    'tags',
    'tags',
    'count',
  ]);
});

it('any other body is JSON, or a form of texts when its content type says so', () => {
  expect(writeBody({ a: [1, 'x'] })).toBe('{"a":[1,"x"]}');
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
  expect(writeBody({ username: 'a b', password: '&' }, headers)).toBe('username=a+b&password=%26');
});
