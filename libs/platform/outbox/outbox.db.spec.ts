import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openServices, type Services } from '../../../test/support/services.js';
import { LeaseLost, Outbox } from './outbox.js';

let services: Services;
let outbox: Outbox;

beforeAll(async () => {
  services = await openServices([], {}, []);
  outbox = services.get(Outbox);
});
beforeEach(() => services.database.reader.$executeRaw`DELETE FROM outbox_message`);
afterAll(() => services.close());

const publish = (...keys: string[]) =>
  services.database.transaction((tx) =>
    outbox.publish(
      tx,
      'mail-send',
      keys.map((key) => ({ key, payload: { key } })),
    ),
  );
const complete = (lease: Awaited<ReturnType<typeof take>>) => services.database.transaction((tx) => lease.complete(tx));
const take = (limit = 10, seconds = 30) => outbox.lease<{ key: string }>('mail-send', limit, seconds);

describe('the outbox', () => {
  it('keeps nothing of a transaction that rolled back', async () => {
    await expect(
      services.database.transaction(async (tx) => {
        await outbox.publish(tx, 'mail-send', [{ key: 'lost' }]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect((await take()).messages).toEqual([]);
  });

  it('hands work out once, oldest first, with what it is about', async () => {
    await publish('a', 'b', 'c');
    const [first, second] = [await take(2), await take(2)];
    expect(first.messages.map(({ payload }) => payload.key)).toEqual(['a', 'b']);
    expect(second.messages.map(({ key }) => key)).toEqual(['c']);
    await complete(first);
    await complete(second);
    expect(await outbox.backlog()).toEqual([]);
  });

  it('never gives one message to two workers', async () => {
    await publish(...Array.from({ length: 200 }, (_, index) => `k${index}`));
    const leases = await Promise.all(Array.from({ length: 12 }, () => take(25)));
    const keys = leases.flatMap(({ messages }) => messages.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does again what was asked for again while it was under way', async () => {
    await publish('a');
    const lease = await take();
    await publish('a');
    await complete(lease);
    expect((await take()).messages.map(({ key }) => key)).toEqual(['a']);
  });

  it('keeps one message for the same work asked for twice', async () => {
    await publish('a');
    await publish('a');
    expect((await take()).messages).toHaveLength(1);
  });

  it('refuses the effect of a worker that lost its lease', async () => {
    await publish('a');
    const slow = await take(10, 0);
    const quick = await take();
    expect(quick.messages).toHaveLength(1);
    await expect(complete(slow)).rejects.toThrow(LeaseLost);
    await complete(quick);
    expect(await outbox.backlog()).toEqual([]);
  });

  it('gives failed work back later, says why, and parks it for a person in the end', async () => {
    await publish('a');
    for (let tries = 1; tries <= 12; tries++) {
      await services.database.reader.$executeRaw`UPDATE outbox_message SET available_at = now()`;
      const lease = await take();
      expect(lease.messages[0]?.attempts).toBe(tries);
      await lease.fail(lease.messages, 'the mail server is away');
      expect((await take()).messages).toEqual([]);
    }
    expect(await outbox.backlog()).toEqual([{ topic: 'mail-send', waiting: 0, due: 0, overdueSeconds: 0, parked: 1 }]);
  });

  it("parks nothing while the trouble is not the work's own, however often it is met", async () => {
    await publish('a');
    for (let tries = 1; tries <= 20; tries++) {
      await services.database.reader.$executeRaw`UPDATE outbox_message SET available_at = now()`;
      const lease = await take();
      await lease.fail(lease.messages, 'the provider is down', true);
    }
    expect(await outbox.backlog()).toMatchObject([{ waiting: 1, parked: 0 }]);
    const [{ waits } = { waits: 0 }] = await services.database.reader.$queryRaw<{ waits: number }[]>`
      SELECT extract(epoch FROM available_at - now())::float AS waits FROM outbox_message`;
    expect(waits).toBeLessThanOrEqual(15);
  });

  it('keeps work from others for as long as its lease is renewed, and says since when something is due', async () => {
    await publish('a', 'b');
    const lease = await take(10, 0);
    await lease.renew(30);
    expect((await take()).messages).toEqual([]);
    await lease.renew(-7);
    expect(await outbox.backlog()).toMatchObject([{ due: 2, overdueSeconds: 7 }]);
    const next = await take();
    await lease.renew(-7);
    expect((await take()).messages).toEqual([]);
    await complete(next);
  });
});
