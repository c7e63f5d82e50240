import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openServices, type Services } from '../../../test/support/services.js';
import { ledgerChecks } from '../ledger.checks.js';
import { LedgerModule } from '../ledger.module.js';
import { LedgerService } from '../ledger.service.js';
import { TransfersService } from '../transfers/transfers.service.js';
import { CityFlowReader } from './city-flow.reader.js';
import { GivingStatisticsReader } from './giving-statistics.reader.js';

const CAMPAIGN = 'cmp_flow';
const CITY = 'org_city';
const NOBODY = { proposedBy: null, approvedBy: null, note: null };
const DAY_MS = 86_400_000;
const AT = new Date('2026-11-01T06:00:00Z');

let services: Services;
let flow: CityFlowReader;
let statistics: GivingStatisticsReader;
let routeId: number;

beforeAll(async () => {
  services = await openServices([LedgerModule], {}, ledgerChecks);
  flow = services.get(CityFlowReader);
  statistics = services.get(GivingStatisticsReader);
  routeId = await services.database.transaction((tx) =>
    services.get(LedgerService).ensureRoute(tx, {
      key: 'flow',
      campaignId: CAMPAIGN,
      ruleId: 'rul_1',
      ruleDigest: '',
      source: 'DIRECT',
      managementBp: 0,
      feeCarrier: 'FOUNDATION',
      legs: [{ orgUnitId: CITY, weight: 1n }],
    }),
  );
});

afterAll(() => services.close());

/** Posts one gift as a batch of its own. @returns when it was booked */
async function give(id: string, amount: bigint): Promise<Date> {
  await sleep(5);
  await services.database.transaction((tx) =>
    services.get(LedgerService).post(tx, [{ id, routeId, amount, fee: 0n, occurredAt: AT, commitment: '' }]),
  );
  const gift = await services.database.reader.ledgerGift.findUniqueOrThrow({ where: { id } });
  const batch = await services.database.reader.ledgerBatch.findUniqueOrThrow({ where: { id: gift.batchId } });
  return batch.recordedAt;
}

async function move(
  kind: 'DISBURSEMENT_REQUESTED' | 'DISBURSEMENT_PAID',
  document: string,
  amount: bigint,
  day: number,
): Promise<void> {
  const event = { ...NOBODY, id: `${kind}:${document}`, kind, document, amount, campaignId: CAMPAIGN, orgUnitId: CITY };
  const occurredAt = new Date(AT.getTime() + day * DAY_MS);
  await services.database.transaction((tx) =>
    services.get(TransfersService).post(tx, [{ ...event, source: 'DIRECT', occurredAt }]),
  );
}

const standing = async () => ({
  since: await flow.waitingSince(CITY),
  ...(await flow.payments(CITY, 30)),
});

describe("a city's money", () => {
  it('waits from the day it was booked until it is paid, the oldest first; applying for it does not end the wait', async () => {
    expect(await standing()).toEqual({ since: null, paid: 0, onTime: 0 });
    const first = await give('flow_1', 100n);
    const second = await give('flow_2', 200n);
    const third = await give('flow_3', 300n);
    expect(await standing()).toEqual({ since: first, paid: 0, onTime: 0 });

    await move('DISBURSEMENT_REQUESTED', 'dsb_1', 150n, 0);
    expect(await standing()).toEqual({ since: first, paid: 0, onTime: 0 });
    await move('DISBURSEMENT_PAID', 'dsb_1', 150n, 30);
    expect(await standing()).toEqual({ since: second, paid: 1, onTime: 1 });

    await move('DISBURSEMENT_REQUESTED', 'dsb_2', 150n, 0);
    await move('DISBURSEMENT_PAID', 'dsb_2', 150n, 31);
    expect(await standing()).toEqual({ since: third, paid: 2, onTime: 1 });

    await move('DISBURSEMENT_REQUESTED', 'dsb_3', 300n, 0);
    await move('DISBURSEMENT_PAID', 'dsb_3', 300n, 1);
    expect(await standing()).toEqual({ since: null, paid: 3, onTime: 2 });
  });

  it('is counted as it came: what was paid out or moved takes nothing off the statistics', async () => {
    const upTo = await statistics.lastBatch();
    const days = await statistics.days(0n, upTo);
    expect(days.reduce((sum, { gifts }) => sum + gifts, 0)).toBe(3);
    expect(days.reduce((sum, { amount }) => sum + amount, 0n)).toBe(600n);
    expect(await statistics.days(upTo, upTo)).toEqual([]);
    expect(await statistics.designated()).toEqual([{ orgUnitId: CITY, gifts: 3, amount: 600n }]);
  });
});
