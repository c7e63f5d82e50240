import { GraphClient, UnexpectedAnswer } from './graph.client.js';
import { setTimeout as sleep } from 'node:timers/promises';

export interface GiftWish {
  id: string;
  campaignId: string;
  teamId?: string | null;
  /** Whole fen as a decimal string. */
  amount: string;
  designation: { kind: 'REGION' | 'PROVINCE_POOL'; regionCode?: string | null };
  displayName?: string | null;
  message?: string | null;
  email?: string | null;
  planAcknowledged: boolean;
}

export interface GiftSeen {
  state: string;
  failure: { code: string; message: string } | null;
  allocation: {
    state: string;
    position: string | null;
    lines: { amount: string; orgUnit: { name: string }; reason: string }[];
  };
  receipt: { number: string; downloadUrl: string | null; mail: string } | null;
}

const CREATE = `mutation Create($input: CreatePledgeInput!) {
  createPledge(input: $input) {
    __typename
    ... on Pledge { id state checkoutUrl }
    ... on UserError { code message }
  }
}`;

const SEE = `query See($id: ID!) {
  pledge(id: $id) {
    state failure { code message }
    allocation { state position lines { amount orgUnit { name } reason } }
    receipt { number downloadUrl mail }
  }
}`;

type Created = { __typename: string; id?: string; checkoutUrl?: string | null; code?: string; message?: string };

/** Makes a pledge and returns where to pay. @throws UnexpectedAnswer naming the refusal */
export async function pledge(client: GraphClient, input: GiftWish): Promise<string> {
  const { createPledge } = await client.ask<{ createPledge: Created }>(CREATE, { input });
  if (createPledge.__typename !== 'Pledge' || !createPledge.checkoutUrl) {
    throw new UnexpectedAnswer(`the pledge was refused: ${createPledge.code ?? ''} ${createPledge.message ?? ''}`);
  }
  return createPledge.checkoutUrl;
}

/** Pays on the hosted page as a browser without scripts would: fills in the form and sends it. */
export async function payOnPage(checkoutUrl: string, card: string): Promise<{ location: string | null; text: string }> {
  const year = (new Date().getFullYear() + 3) % 100;
  const person = { name: '示例持卡人', email: 'cardholder@example.org' };
  const form = new URLSearchParams({
    method: 'card',
    number: card,
    expiry: `12/${year}`,
    cvc: '123',
    ...person,
    lang: 'zh',
  });
  const response = await fetch(checkoutUrl, { method: 'POST', body: form, redirect: 'manual' });
  return { location: response.headers.get('location'), text: await response.text() };
}

/** Pays through the sandbox's fast lane, which runs the hosted page's own code; for many gifts at once. */
export async function payFast(checkoutUrl: string, card: string): Promise<void> {
  const { origin, pathname } = new URL(checkoutUrl);
  const response = await fetch(`${origin}/_sandbox/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session: pathname.split('/').at(-1), card }),
  });
  if (!response.ok) throw new UnexpectedAnswer(`the sandbox answered ${response.status}: ${await response.text()}`);
}

/** Looks at a pledge of this visitor's. @throws UnexpectedAnswer when it is not theirs */
export async function see(client: GraphClient, id: string): Promise<GiftSeen> {
  const { pledge: seen } = await client.ask<{ pledge: GiftSeen | null }>(SEE, { id });
  if (!seen) throw new UnexpectedAnswer(`the pledge ${id} is not shown`);
  return seen;
}

/** Looks again and again until `enough`, at most `seconds`. @throws UnexpectedAnswer with what was seen last */
export async function seeUntil(
  client: GraphClient,
  id: string,
  enough: (seen: GiftSeen) => boolean,
  seconds = 60,
): Promise<GiftSeen> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await see(client, id);
    if (enough(seen)) return seen;
    if (Date.now() > deadline) throw new UnexpectedAnswer(`after ${seconds} s still ${JSON.stringify(seen)}`);
    await sleep(200);
  }
}
