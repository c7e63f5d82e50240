import { onRedis } from '../../support/redis.js';

await onRedis(() => import('../webhooks.e2e-spec.js'));
