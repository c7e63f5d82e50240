import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { stripeOf } from '../faults/provider.account.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation } from '../support/installation.js';
import { approveRefund, proposeRefund, standing } from '../support/returns.js';

jest.setTimeout(180_000);

const PDF = Buffer.from('%PDF-1.7\n% 示例凭据：银行流水第 12 页\n');

let installation: Installation;
let maker: GraphClient;
let checker: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  [maker, checker] = [await installation.signIn('maker'), await installation.signIn('checker')];
});
afterAll(async () => {
  await installation?.checks();
  await installation?.close();
});

async function give(): Promise<string> {
  const client = installation.visitor();
  const wish = wishFor(await installation.campaign(), { amount: '6600' });
  await payFast(await pledge(client, wish), CARDS.good);
  await seeUntil(client, wish.id, ({ allocation }) => allocation.position !== null);
  return wish.id;
}

interface Answer {
  status: number;
  id?: string;
  reason?: string;
}

async function add(client: GraphClient, document: string, body: Uint8Array): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await client.fetch(`/evidence?document=${document}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

test('a file behind a refund is sealed, read by staff with a log row, and fixed once it is decided', async () => {
  const refund = await proposeRefund(maker, { pledgeId: await give(), amount: '100' });
  const added = await add(maker, refund.id, PDF);
  expect(added).toMatchObject({ status: 201, id: expect.stringMatching(/^evd_/) });
  // The same bytes again are the same file.
  expect((await add(maker, refund.id, PDF)).id).toBe(added.id);
  const folder = join(installation.dataDir, 'files', 'evidence');
  for (const name of await readdir(folder)) expect((await readFile(join(folder, name))).includes('PDF')).toBe(false);

  const read = await (await installation.signIn('checker')).fetch(`/evidence/${added.id}`);
  expect(Buffer.from(await read.arrayBuffer())).toEqual(PDF);
  expect(read.headers.get('content-disposition')).toBe(`attachment; filename="${added.id}.pdf"`);
  const reads = await installation.rows(`SELECT reason FROM personal_data_access WHERE reason = $1`, [
    `evidence of ${refund.id}`,
  ]);
  expect(reads).toHaveLength(1);
  for (const stranger of [installation.visitor(), await installation.signIn('yiyang')]) {
    expect([401, 403]).toContain((await stranger.fetch(`/evidence/${added.id}`)).status);
    expect([401, 403]).toContain((await add(stranger, refund.id, PDF)).status);
  }

  expect((await add(maker, refund.id, Buffer.from('<svg onload="alert(1)">'))).reason).toBe('evidence_unsupported');
  expect((await add(maker, refund.id, Buffer.concat([PDF, Buffer.alloc(4 * 1024 * 1024)]))).reason).toBe(
    'evidence_too_large',
  );
  expect((await checker.fetch(`/evidence/${added.id}`, { method: 'DELETE' })).status).toBe(403);
  const second = await add(checker, refund.id, Buffer.concat([PDF, Buffer.from('2')]));
  expect((await checker.fetch(`/evidence/${second.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await maker.fetch(`/evidence/${second.id}`)).status).toBe(404);
  for (const number of [3, 4, 5, 6]) await add(maker, refund.id, Buffer.concat([PDF, Buffer.from([number])]));
  expect((await add(maker, refund.id, Buffer.concat([PDF, Buffer.from([7])]))).reason).toBe('evidence_too_many');

  await approveRefund(checker, refund.id, '100');
  expect((await add(maker, refund.id, PDF.subarray(0, 20))).reason).toBe('evidence_settled');
  expect((await maker.fetch(`/evidence/${added.id}`, { method: 'DELETE' })).status).toBe(400);
  await installation.idle();
});

test('the file of a dispute goes to the bank with the answer', async () => {
  const pledgeId = await give();
  const { charge } = await standing(installation, pledgeId);
  await installation.control('POST', '/disputes', { charge });
  await installation.idle();
  const [dispute] = await installation.rows<{ id: string; provider: string }>(
    'SELECT id, provider_dispute_id AS provider FROM dispute WHERE pledge_id = $1',
    [pledgeId],
  );
  if (!dispute) throw new Error('the dispute is not known');
  expect((await add(maker, dispute.id, PDF)).status).toBe(201);
  expect((await add(maker, dispute.id, Buffer.concat([PDF, PDF]))).reason).toBe('evidence_too_many');
  await maker.ask(
    `mutation D($id: ID!, $input: DefendDisputeInput!) { defendDispute(id: $id, input: $input) { __typename } }`,
    { id: dispute.id, input: { statement: 'winning_evidence' } },
  );
  await installation.idle();
  const stripe = stripeOf(installation);
  const { evidence } = await stripe.disputes.retrieve(dispute.provider);
  expect(evidence.uncategorized_text).toBe('winning_evidence');
  const file = await stripe.files.retrieve(evidence.uncategorized_file as string);
  expect(file).toMatchObject({ purpose: 'dispute_evidence', type: 'pdf', size: PDF.length });
});
