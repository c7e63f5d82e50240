import { onRedis } from '../../support/redis.js';

await onRedis(() => import('../payment-trouble.e2e-spec.js'));
