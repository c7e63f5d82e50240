import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../sandbox.server.js';
import { ContractValidator } from '../testing/contract.validator.js';
import { SandboxFixture, giftSession } from '../testing/sandbox.fixture.js';
import { StateFileError } from './state.file.js';

beforeAll(() => ContractValidator.load(), 60_000);

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'));
  stateFile = join(folder, 'kept', 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function withSandbox<T>(work: (fixture: SandboxFixture) => Promise<T>, options = {}): Promise<T> {
  const fixture = await SandboxFixture.start({ stateFile, ...options });
  try {
    return await work(fixture);
  } finally {
    await fixture.stop();
    expect(fixture.contractFaults).toEqual([]);
  }
}

describe('the state file', () => {
  test('keeps payments, keys, ids and the clock over a restart', async () => {
    const before = await withSandbox(async (fixture) => {
      const stripe = fixture.client();
      const gift = { amount: 6600, currency: 'cny' };
      const intent = await stripe.paymentIntents.create(gift, { idempotencyKey: 'kept' });
      const session = await stripe.checkout.sessions.create(giftSession(6600));
      await fixture.control('POST', '/clock/advance', { seconds: 3600 });
      const { now } = await fixture.control<{ now: number }>('GET', '/');
      return { intent, session, now };
    });
    await withSandbox(async (fixture) => {
      const stripe = fixture.client();
      const again = await stripe.paymentIntents.create({ amount: 6600, currency: 'cny' }, { idempotencyKey: 'kept' });
      expect(again.id).toBe(before.intent.id);
      expect((await stripe.customers.create({})).id).toMatch(/^cus_/);
      expect(await fixture.control('POST', '/pay', { session: before.session.id })).toMatchObject({
        status: 'succeeded',
      });
      expect((await fixture.control<{ now: number }>('GET', '/')).now).toBeGreaterThanOrEqual(before.now);
      const ids = (await stripe.paymentIntents.list()).data.map((each) => each.id);
      expect(new Set(ids).size).toBe(2);
    });
  });

  test('keeps what is still to be delivered, and what is still to expire', async () => {
    const session = await withSandbox(
      async (fixture) => {
        const opened = await fixture.client().checkout.sessions.create(giftSession(6600));
        await fixture.control('PUT', '/webhook-faults', { delay: { milliseconds: 60_000 } });
        await fixture.client().customers.create({});
        return opened;
      },
      { clockStart: '2026-11-23T00:00:00Z' },
    );
    await withSandbox(async (fixture) => {
      expect(fixture.receiver.events).toHaveLength(0);
      await fixture.control('POST', '/clock/advance', { seconds: 86_400 });
      expect((await fixture.heardTypes()).sort()).toEqual(['checkout.session.expired', 'customer.created']);
      expect((await fixture.client().checkout.sessions.retrieve(session.id)).status).toBe('expired');
    });
  });

  test('is written while the sandbox runs, not only at its end', async () => {
    await withSandbox(async (fixture) => {
      const { id } = await fixture.client().customers.create({});
      await new Promise((resolve) => setTimeout(resolve, 900));
      expect(readFileSync(stateFile, 'utf8')).toContain(id);
    });
  });

  test.each([
    ['no JSON', 'not a state'],
    ['a file of something else', '{"format":1}'],
    [
      'a state of another format',
      '{"format":99,"clockOffsetMs":0,"random":{},"collections":{},"agenda":[],"answers":[]}',
    ],
  ])('is never overwritten when it is %s', async (_what, content) => {
    stateFile = join(folder, 'state.json');
    writeFileSync(stateFile, content);
    await expect(startSandbox({ port: 0, logLevel: 'silent', stateFile })).rejects.toThrow(StateFileError);
    expect(readFileSync(stateFile, 'utf8')).toBe(content);
  });
});

test('the same seed, clock and calls give the same objects', async () => {
  const runs: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const fixture = await SandboxFixture.start({ clockStart: '2026-11-23T00:00:00Z', seed: 'same' }, () => 1_000_000);
    const stripe = fixture.client();
    const session = await stripe.checkout.sessions.create(giftSession(6600));
    await stripe.balance.retrieve();
    await fixture.control('POST', '/pay', { session: session.id });
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    runs.push(JSON.stringify({ ...paid, url: null }).replaceAll(fixture.url, ''));
    await fixture.stop();
  }
  expect(runs[0]).toBe(runs[1]);
});
