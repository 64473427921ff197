export { ApiError, type RequestProblem } from './api-error.ts';
export { createClient, dataOf, type PixmillClient } from './create-client.ts';
export { followEvents, parseEvents, type ServerEvent } from './events.ts';
export { allItems, type Page } from './pages.ts';
export { memoryTokens, type Tokens, type TokenStore } from './tokens.ts';
export type * from './openapi.ts';
