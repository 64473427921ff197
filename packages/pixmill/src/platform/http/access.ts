import type { FastifyRequest } from 'fastify';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';
import type { Principal, Scope } from './principal.ts';
import { isSigned, type UrlSigner } from './signed-url.ts';

/** Who may call an operation. */
export type Access =
  /** Anybody, without a login. */
  | { readonly kind: 'public' }
  /** Anybody; who shows who they are is known. */
  | { readonly kind: 'optional' }
  /** A signed-in user; an API key needs the scope. */
  | { readonly kind: 'user'; readonly scope: Scope }
  /** The same, or whoever has a signed link to it (`signed-url.ts`); then there is no principal. */
  | { readonly kind: 'signed'; readonly scope: Scope }
  | { readonly kind: 'admin' };

/** Finds out who makes a request; `null` for nobody. Throws for a bad token or key. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | null>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says who may call it; one that does not say it is refused at start. */
    readonly access?: Access;
    /** Requests a minute of this operation, besides the limit of the user. */
    readonly rateLimitName?: string;
    /** Content types of its body, when they are not JSON. */
    readonly consumes?: readonly string[];
  }
  interface FastifyRequest {
    /** Who makes the request; read it with `principalOf`. */
    principal: Principal | null;
  }
}

/** Checks that a principal may call an operation. Throws `http.unauthenticated`, `http.forbidden`, `http.missing_scope`. */
export const assertAccess = (access: Access, principal: Principal | null): void => {
  if (access.kind === 'public' || access.kind === 'optional') return;
  if (principal === null) throw httpError('http.unauthenticated');
  if (access.kind === 'admin') {
    if (principal.role !== 'admin') throw httpError('http.forbidden');
    if (principal.via === 'api-key' && !principal.scopes.includes('admin')) {
      throw httpError('http.missing_scope', { scope: 'admin' });
    }
    return;
  }
  if (principal.via === 'api-key' && !principal.scopes.includes(access.scope)) {
    throw httpError('http.missing_scope', { scope: access.scope });
  }
};

/** Who makes a request to an operation that needs a login. */
export const principalOf = (request: FastifyRequest): Principal => {
  if (request.principal === null) throw httpError('http.unauthenticated');
  return request.principal;
};

/** Finds out who makes each request. A route that does not say who may call it keeps the server from starting. */
export const addAuthentication = (server: HttpServer, authenticate: Authenticate): void => {
  const routes: { readonly config?: { readonly access?: Access }; readonly method: unknown; readonly url: string }[] =
    [];
  server.decorateRequest('principal', null);
  server.addHook('onRoute', (route) => void routes.push(route));
  server.addHook('onReady', async () => {
    const open = routes.find(({ config }) => config?.access === undefined);
    if (open !== undefined) throw new TypeError(`${String(open.method)} ${open.url} does not say who may call it.`);
  });
  server.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    // Only what is not there has no access.
    if (access === undefined || access.kind === 'public') return;
    request.principal = await authenticate(request);
  });
};

/** Refuses who may not make a request. */
export const addAuthorization = (server: HttpServer, urlSigner: UrlSigner): void => {
  server.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access.kind === 'public') return;
    if (access.kind === 'signed' && request.principal === null && isSigned(request.query)) {
      urlSigner.check(request.url.split('?', 1)[0] ?? '', request.query);
      return;
    }
    assertAccess(access, request.principal);
  });
};
