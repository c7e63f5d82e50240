import { Inject, Injectable } from '@nestjs/common';
import { formatYuan, invariant, type Fen } from '#kernel';
import { Mails, type Tx } from '#platform';
import { PledgeLinks, PledgesRepository } from '#pledges';

/** What there is to say of a held payment: that it is there, and that it went back. */
export type HeldNews = 'held' | 'returned';

interface HeldPayment {
  pledgeId: string;
  attemptId: string;
  amount: Fen;
}

/** Tells a giver that a payment does not count as the gift it was meant as, and that it goes back. Each once. */
@Injectable()
export class HeldPaymentMails {
  constructor(
    @Inject(Mails) private readonly mails: Mails,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
  ) {}

  /** Queues the letter with the transaction, where an address was given. */
  async tell(tx: Tx, { pledgeId, attemptId, amount }: HeldPayment, news: HeldNews): Promise<void> {
    const [pledge] = await this.pledges.findMany(tx, [pledgeId]);
    invariant(pledge, 'a payment is made for a pledge');
    if (!pledge.email || !pledge.subjectId) return;
    const letter = LETTERS[pledge.locale === 'en' ? 'en' : 'zh-CN'][news];
    const words = letter(`¥${formatYuan(amount)}`, this.links.page(pledge));
    await this.mails.enqueue(tx, {
      id: `mail_${attemptId}_${news}`,
      subjectId: pledge.subjectId,
      recipient: pledge.email,
      ...words,
      attachmentKey: null,
      attachmentName: null,
    });
  }
}

type Letter = (amount: string, page: string) => { subject: string; body: string };

const LETTERS: Record<'en' | 'zh-CN', Record<HeldNews, Letter>> = {
  'zh-CN': {
    held: (amount, page) => ({
      subject: `收到一笔 ${amount} 的付款，将按原路退回`,
      body: `我们收到您一笔 ${amount} 的付款，它不能算作这次认捐：可能是重复支付，或金额与认捐不同，或活动已经下线。钱没有动用，基金会复核后按原路退回，您不用做任何事。\n\n进展请看：${page}`,
    }),
    returned: (amount, page) => ({
      subject: `${amount} 已按原路退回`,
      body: `那笔 ${amount} 的付款已按原路退回，银行或钱包通常在几个工作日内入账。\n\n详情：${page}`,
    }),
  },
  en: {
    held: (amount, page) => ({
      subject: `A payment of ${amount} will be sent back`,
      body: `We received a payment of ${amount} from you that cannot count as this gift: it may be a second payment, of another amount, or for a campaign that was taken down. The money has not been used. Once the foundation has checked it, it goes back the way it came; there is nothing you need to do.\n\nHow it stands: ${page}`,
    }),
    returned: (amount, page) => ({
      subject: `${amount} has been sent back`,
      body: `The payment of ${amount} has been sent back the way it came; banks and wallets usually show it within a few working days.\n\nDetails: ${page}`,
    }),
  },
};
