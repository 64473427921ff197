import { Type, type Static } from 'typebox';
import type { UserRow } from '../../library/accounts.schema.ts';
import { Text } from '../../platform/http/text.ts';
import { EXPECTED_EMAIL } from '../../platform/mail/email-address.ts';
import { PASSWORD_LENGTH } from './passwords.rules.ts';
import { TYPED_EMAIL_PATTERN } from './emails.rules.ts';

/** An e-mail address as it may be sent; blanks around it do not count. */
export const Email = Type.String({
  minLength: 3,
  maxLength: 300,
  pattern: TYPED_EMAIL_PATTERN,
  'x-expects': EXPECTED_EMAIL,
  description: 'E-mail address, at most 254 characters; unique without regard to case.',
  examples: ['ada@example.com'],
});

/** An address that is looked up only: one that cannot be is unknown. */
export const TypedEmail = Text({ maxLength: 300, examples: ['ada@example.com'] });

/** A new password. */
export const NewPassword = Type.String({
  ...PASSWORD_LENGTH,
  description: '8 to 128 characters.',
  examples: ['correct horse battery'],
});

/** A password that is compared only, so that a wrong one is a wrong one however long it is. */
export const TypedPassword = Type.String({ maxLength: 1000, examples: ['correct horse battery'] });

/** A name of a person: no control characters, may be left out. */
export const FullName = Type.Union(
  [Text({ maxLength: 200, pattern: '^[^\\p{Cc}\\ud800-\\udfff]*$', 'x-expects': 'one line of text' }), Type.Null()],
  {
    description: 'Name as people know it.',
    examples: ['Ada Lovelace'],
  },
);

/** What a user may do. */
export const Role = Type.Enum(['user', 'admin'], { description: 'An admin sees and changes everything.' });

/** A user as the API shows it. */
export const UserView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    email: Type.String(),
    full_name: Type.Union([Type.String(), Type.Null()]),
    role: Role,
    is_active: Type.Boolean({ description: 'A disabled account cannot log in.' }),
    is_superuser: Type.Boolean({ description: 'Whether `role` is `admin`.' }),
    created_at: Type.String({ format: 'date-time' }),
    updated_at: Type.String({ format: 'date-time' }),
  },
  {
    examples: [
      {
        id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11',
        email: 'ada@example.com',
        full_name: 'Ada Lovelace',
        role: 'user',
        is_active: true,
        is_superuser: false,
        created_at: '2026-01-05T10:00:00.000Z',
        updated_at: '2026-01-05T10:00:00.000Z',
      },
    ],
  },
);
export type UserView = Static<typeof UserView>;

/** A sentence as an answer. */
export const Message = Type.Object({ message: Type.String() }, { title: 'Message', examples: [{ message: 'Done.' }] });

/** Shows a user; nothing that is secret comes out. */
export const toUserView = (row: UserRow): UserView => ({
  id: row.id,
  email: row.email,
  full_name: row.fullName,
  role: row.role,
  is_active: row.isActive,
  is_superuser: row.role === 'admin',
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
