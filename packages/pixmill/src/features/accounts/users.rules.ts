import type { Principal, UserRole } from '../../platform/http/principal.ts';
import { userError } from './user.errors.ts';

/** Whether somebody may do what admins may; an API key needs the scope for it. */
export const actsAsAdmin = ({ role, via, scopes }: Pick<Principal, 'role' | 'via' | 'scopes'>): boolean =>
  role === 'admin' && (via !== 'api-key' || scopes.includes('admin'));

/** Users are seen and changed by themselves and by admins; to everybody else they are not there. Throws `user.not_found`. */
export const assertSelfOrAdmin = (principal: Principal, userId: string): void => {
  if (principal.userId !== userId && !actsAsAdmin(principal)) throw userError('user.not_found');
};

/** The role that was asked for by either of its names; `undefined` for none. Throws `user.contradicting_role`. */
export const readRole = (role: UserRole | undefined, isSuperuser: boolean | undefined): UserRole | undefined => {
  if (isSuperuser === undefined) return role;
  const meant = isSuperuser ? 'admin' : 'user';
  if (role !== undefined && role !== meant) throw userError('user.contradicting_role');
  return meant;
};
