import type { Pixmill } from '../compose.ts';
import type { SignUrl } from '../library/image-view.ts';
import type { NearestImages } from '../library/nearest-images.ts';
import type { Authenticate } from '../platform/http/access.ts';
import type { Health } from '../features/health/health.service.ts';
import type { Accounts } from '../features/accounts/accounts.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { KeyUsage } from '../features/api-keys/key-usage.ts';

/** What the features are given: parts of Pixmill, and what joins features to each other and to the mill. */
export type ApiServices = {
  readonly pixmill: Pixmill;
  /** Makes an absolute link of a path that whoever has it may read without a login for a while. */
  readonly signUrl: SignUrl;
  readonly accounts: Accounts;
  readonly authenticate: Authenticate;
  readonly keyUsage: KeyUsage;
  readonly health: Health;
  readonly metrics: Metrics;
  /** Images whose embeddings are nearest, by the vector store. */
  readonly nearestImages: NearestImages;
};
