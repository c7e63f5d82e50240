import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { Mails, Settings, Vault, type Tx } from '#platform';
import { honourCard } from './honour.letter.js';
import { PledgesRepository } from './pledges.repository.js';

/** Cards to those who are to hear of a gift in somebody's honour or memory. */
@Injectable()
export class HonourCards {
  constructor(
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** Queues the card of a paid gift; the same again is one letter. Nothing is sent once the honouree was erased. */
  async send(tx: Tx, pledgeId: string): Promise<void> {
    const honour = await this.pledges.findHonour(pledgeId);
    const pledge = await this.pledges.find(pledgeId);
    const campaign = pledge && (await this.campaigns.find(pledge.campaignId));
    if (!honour?.email || !pledge || !campaign) return;
    const why = { actor: 'worker:honour', reason: `card of ${pledgeId}` };
    const name = await this.vault.open(tx, honour.subjectId, 'honouree', honour.honouree, why);
    if (name === null) return;
    const prefix = pledge.locale === 'en' ? '/en' : '';
    const facts = {
      kind: honour.kind,
      name,
      giver: pledge.displayName,
      words: pledge.message,
      campaignTitle: campaign.title,
      campaignUrl: `${this.settings.publicUrl}${prefix}/c/${campaign.slug}`,
    };
    await this.mails.enqueue(tx, {
      id: `mail_honour_${pledgeId}`,
      subjectId: honour.subjectId,
      recipient: honour.email,
      ...honourCard(facts, pledge.locale),
      attachmentKey: null,
      attachmentName: null,
    });
  }
}
