import type { HttpServer } from '../platform/http/create-server.ts';
import type { ApiServices } from './api-services.ts';

/** Adds every feature's routes: one line a feature. */
export const addRoutes = (_server: HttpServer, _services: ApiServices): void => {};
