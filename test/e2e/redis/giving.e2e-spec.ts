import { onRedis } from '../../support/redis.js';

await onRedis(() => import('../giving.e2e-spec.js'));
