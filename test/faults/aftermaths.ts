import type Stripe from 'stripe';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import type { Installation } from '../support/installation.js';
import { approveRefund, proposeRefund, type ReturnAnswer } from '../support/returns.js';
import { patiently } from './patience.js';
import type { Aftermath, PlannedGift } from './scenario.js';

type Of<Kind extends Aftermath['kind']> = Extract<Aftermath, { kind: Kind }>;

/** States of a refund that two people have agreed on. */
const AGREED = ['APPROVED', 'SENT', 'SUCCEEDED', 'FAILED'];

/** What staff, the provider's dashboard and the givers' banks do about gifts that were paid, whatever happens around. */
export class Aftermaths {
  private readonly toDecide: (() => Promise<unknown>)[] = [];
  private readonly underWay: Promise<void>[] = [];

  private constructor(
    private readonly installation: Installation,
    private readonly stripe: Stripe,
    private readonly maker: GraphClient,
    private readonly checker: GraphClient,
  ) {}

  /** Before anything goes wrong: staff is signed in. */
  static async open(installation: Installation, stripe: Stripe): Promise<Aftermaths> {
    const [maker, checker] = [await installation.signIn('maker'), await installation.signIn('checker')];
    return new Aftermaths(installation, stripe, maker, checker);
  }

  /** Begins what is planned for a gift that was paid in this session; it goes on by itself. */
  begin(gift: PlannedGift, session: string): void {
    if (gift.aftermath === null) return;
    const work =
      gift.aftermath.kind === 'refund'
        ? this.refund(gift, gift.aftermath, session)
        : this.dispute(gift.aftermath, session);
    work.catch(() => undefined); // Told by `begun`, to whoever waits for all of them.
    this.underWay.push(work);
  }

  /** Resolves once everything begun so far is with the provider. @throws whatever could not be done */
  async begun(): Promise<void> {
    await Promise.all(this.underWay.splice(0));
  }

  /** The banks decide: refunds fail after all, disputes are won and lost. */
  async decide(): Promise<void> {
    for (const decision of this.toDecide.splice(0)) await decision();
  }

  private async refund(gift: PlannedGift, { by, amount, bank }: Of<'refund'>, session: string): Promise<void> {
    const id =
      by === 'staff' ? await this.refundByStaff(gift, amount) : await this.refundByDashboard(gift, amount, session);
    if (bank === 'no')
      this.toDecide.push(() => this.installation.control('POST', `/refunds/${id}/end`, { outcome: 'failed' }));
  }

  /** @returns the provider's id of it */
  private async refundByStaff({ wish, refundId: id }: PlannedGift, amount: number): Promise<string> {
    const of = { pledgeId: wish.id, amount: String(amount), id };
    await this.untilAgreed(`propose the refund ${id}`, id, 'PROPOSED', () => proposeRefund(this.maker, of));
    await this.untilAgreed(`approve the refund ${id}`, id, 'APPROVED', () =>
      approveRefund(this.checker, id, of.amount),
    );
    return patiently(`see the refund ${id} at the provider`, async () => {
      const [row] = await this.installation.rows<{ sent: string }>(
        'SELECT provider_refund_id AS sent FROM refund WHERE id = $1 AND provider_refund_id IS NOT NULL',
        [id],
      );
      if (!row) throw new Error('not yet');
      return row.sent;
    });
  }

  /** Tries until it is done, also where the answer that said so was lost. */
  private async untilAgreed(what: string, id: string, state: string, ask: () => Promise<ReturnAnswer>): Promise<void> {
    await patiently(what, async () => {
      const answer = await ask().catch((error: unknown) => ({ __typename: 'none', state: String(error) }));
      if (answer.__typename === 'Refund' && [state, ...AGREED].includes(answer.state)) return;
      const done = await this.installation.count('refund', 'id = $1 AND state::text = ANY ($2)', [
        id,
        [state, ...AGREED],
      ]);
      if (done === 0) throw new Error(`not yet: ${JSON.stringify(answer)}`);
    });
  }

  private async refundByDashboard({ wish }: PlannedGift, amount: number, session: string): Promise<string> {
    const payment_intent = await this.intentOf(session);
    const idempotencyKey = `dashboard ${wish.id}`;
    let tries = 0;
    const { id } = await patiently(`refund ${wish.id} in the dashboard`, () => {
      // A failure of the provider's own is kept under its key; another key could refund twice, so it asks first.
      return this.refundOf(payment_intent).then(
        (known) =>
          known ??
          this.stripe.refunds.create({ payment_intent, amount }, { idempotencyKey: `${idempotencyKey} ${++tries}` }),
      );
    });
    return id;
  }

  private async refundOf(payment_intent: string): Promise<Stripe.Refund | undefined> {
    return (await this.stripe.refunds.list({ payment_intent })).data[0];
  }

  private async dispute({ inquiry, outcome }: Of<'dispute'>, session: string): Promise<void> {
    const intent = await this.intentOf(session);
    const charge = await patiently(`find the charge of ${intent}`, async () => {
      const { latest_charge: found } = await this.stripe.paymentIntents.retrieve(intent);
      if (typeof found !== 'string') throw new Error('there is none');
      return found;
    });
    const { id } = await this.installation.control<{ id: string }>('POST', '/disputes', { charge, inquiry });
    if (outcome !== 'open')
      this.toDecide.push(() => this.installation.control('POST', `/disputes/${id}/close`, { outcome }));
  }

  private intentOf(session: string): Promise<string> {
    return patiently(`find the payment of ${session}`, async () => {
      const { payment_intent: found } = await this.stripe.checkout.sessions.retrieve(session);
      if (typeof found !== 'string') throw new Error('there is none');
      return found;
    });
  }
}
