import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Vault } from '#platform';
import { commitmentOf, type Pledge } from '#pledges';
import { readReceiptFile } from '#verifier';
import { openServices, type Services } from '../../test/support/services.js';
import { contentOf } from './receipt.content.js';
import { ReceiptSecretsReader } from './receipt-secrets.js';
import { ReceiptsModule } from './receipts.module.js';
import type { Receipt } from './receipts.repository.js';

let services: Services;
let secrets: ReceiptSecretsReader;

const AT = new Date('2026-11-23T06:00:00Z');
const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const ID = 'plg_01kavv3s8me8k8cw60bkfy34mc';

beforeAll(async () => {
  services = await openServices([ReceiptsModule], {}, []);
  secrets = services.get(ReceiptSecretsReader);
});
afterAll(() => services.close());

/** A gift and its receipt; with a name both sealed under a person, else open. */
async function gift(payer: string | null): Promise<{ receipt: Receipt; pledge: Pledge; subjectId: string | null }> {
  const vault = services.get(Vault);
  const sealed = await services.database.transaction(async (tx) => {
    if (payer === null) return null;
    const subjectId = await vault.createSubject(tx);
    return {
      subjectId,
      name: await vault.seal(tx, subjectId, 'payerName', payer),
      salt: await vault.seal(tx, subjectId, 'salt', SALT),
    };
  });
  const subjectId = sealed?.subjectId ?? null;
  const commitment = commitmentOf({ salt: SALT, giftId: ID, amount: 6600n, payer: payer ?? '' });
  const pledge: Pledge = {
    id: ID,
    campaignId: 'cmp_a',
    teamId: null,
    amount: 6600n,
    designation: 'PROVINCE_POOL',
    regionCode: null,
    displayName: null,
    message: null,
    locale: 'zh-CN',
    state: 'PAID',
    failure: null,
    actorHash: '',
    bodyHash: '',
    subjectId,
    email: null,
    payerName: sealed?.name ?? null,
    creditCode: null,
    commitment,
    salt: sealed ? null : SALT,
    sealedSalt: sealed?.salt ?? null,
    createdAt: AT,
    paidAt: AT,
    late: false,
    returned: 0n,
  };
  const facts = { pledgeId: ID, amount: 6600n, paidAt: AT, issuedAt: AT, campaignTitle: '示例', filingNumber: null };
  const books = { batch: 1, headBatch: 2, headHash: 'ab'.repeat(32), commitment };
  const charity = { name: '示例基金会', creditCode: '—' };
  const content = contentOf({ ...facts, charity, designation: '全省统筹', anonymous: payer === null, books }, 1);
  const receipt: Receipt = {
    id: 'rcp_1',
    year: 2026,
    number: 1,
    pledgeId: ID,
    revision: 1,
    kind: 'ISSUE',
    amount: 6600n,
    reverses: null,
    content,
    payerName: pledge.payerName,
    subjectId,
    checkCode: '',
    issuedAt: AT,
    renderedAt: null,
    storageKey: null,
    mailId: null,
  };
  return { receipt, pledge, subjectId };
}

it.each(['示例捐赠人', null])('a receipt for %p opens its commitment in the verifier', async (payer) => {
  const { receipt, pledge } = await gift(payer);
  const proof = await secrets.proof(receipt, pledge, 'giver');
  expect(readReceiptFile(JSON.stringify(proof))).toMatchObject({ giftId: ID, payer: payer ?? '', salt: SALT });
});

it('what is kept of a receipt holds no salt, and every opening leaves a log row', async () => {
  const { receipt, pledge, subjectId } = await gift('示例捐赠人');
  expect(JSON.stringify(receipt.content)).not.toContain(SALT);
  await secrets.proof(receipt, pledge, 'giver');
  const reads = await services.database.reader.personalDataAccess.findMany({ where: { subjectId: subjectId ?? '' } });
  expect(reads.map(({ actor, reason }) => [actor, reason])).toEqual([
    ['giver', 'check file rcp_1'],
    ['giver', 'check file rcp_1'],
  ]);
});

it('once the person is erased, nothing opens the row any more', async () => {
  const { receipt, pledge, subjectId } = await gift('示例捐赠人');
  await services.database.reader.personalSubject.delete({ where: { id: subjectId ?? '' } });
  expect(await secrets.open(receipt, pledge, 'worker:receipts', 'test')).toEqual({ payer: null, salt: null });
  expect(await secrets.proof(receipt, pledge, 'giver')).toBeNull();
});
