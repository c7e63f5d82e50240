import { Inject, Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { CampaignsRepository } from '#campaigns';
import { chinaDay, formatYuan, rmbInCapitals } from '#kernel';
import { Database, Settings, Vault } from '#platform';
import { PledgesRepository, type Pledge } from '#pledges';
import { drawCertificate } from './certificate.drawing.js';
import { standingOf } from './receipt-papers.js';
import { ReceiptSecretsReader } from './receipt-secrets.js';
import { ReceiptsRepository } from './receipts.repository.js';

/** 爱心证书: a picture of thanks to share. Drawn when it is asked for and kept nowhere: it may carry a name. */
@Injectable()
export class CertificatesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(ReceiptSecretsReader) private readonly secrets: ReceiptSecretsReader,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * The certificate of a gift of which something is left.
   * @param withAmount whether it says how much; its owner decides
   * @returns the PNG's bytes, or null when no receipt of it holds
   */
  async draw(pledge: Pledge, withAmount: boolean): Promise<Buffer | null> {
    const receipt = standingOf(await this.receipts.ofPledges([pledge.id]));
    const campaign = await this.campaigns.find(pledge.campaignId);
    if (!receipt || !campaign) return null;
    const { payer } = await this.secrets.open(receipt, pledge, 'giver', `certificate ${receipt.id}`);
    const { content, amount } = receipt;
    const prefix = pledge.locale === 'en' ? '/en' : '';
    const svg = drawCertificate({
      locale: pledge.locale,
      name: content.anonymous ? null : payer,
      amount: withAmount ? { figures: formatYuan(amount), capitals: rmbInCapitals(amount) } : null,
      sake: await this.sakeOf(pledge),
      paidOn: pledge.paidAt ? chinaDay(pledge.paidAt) : content.paidOn,
      campaign: content.projectName,
      designation: content.designation,
      charity: content.payee,
      receiptNumber: content.number,
      campaignUrl: `${this.settings.publicUrl}${prefix}/c/${campaign.slug}`,
    });
    return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  }

  private async sakeOf({ id, locale }: Pledge): Promise<string | null> {
    const honour = await this.pledges.findHonour(id);
    if (!honour) return null;
    const why = { actor: 'giver', reason: `certificate of ${id}` };
    const name = await this.database.transaction((tx) =>
      this.vault.open(tx, honour.subjectId, 'honouree', honour.honouree, why),
    );
    if (name === null) return null;
    if (locale === 'en') return honour.kind === 'IN_MEMORY' ? `in memory of ${name}` : `in honour of ${name}`;
    return honour.kind === 'IN_MEMORY' ? `，为纪念${name}，` : `，以${name}的名义，`;
  }
}
