import { Inject, Injectable } from '@nestjs/common';
import { AllocationRepository } from '#allocation';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { addDays, invariant, startOfDay, type CivilDate } from '#kernel';
import { LedgerReader, type FundLine } from '#ledger';
import type { Translate } from '../messages/messages.js';

/** A line with the words that explain it. */
export interface ExplainedFundLine extends FundLine {
  /** Null for money of no campaign, such as a grant. */
  campaign: Campaign | null;
  /** Null where no rule decided. */
  ruleVersion: number | null;
}

export interface FundLinesQuery {
  orgUnitId: string;
  /** China's days, both included. */
  from: CivilDate | null;
  to: CivilDate | null;
  after: { batchId: bigint; ordinal: number } | null;
  limit: number;
}

/** Lines of a fund for the page and for exports: one read, so that both always agree. */
@Injectable()
export class FundLines {
  constructor(
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
  ) {}

  /** Newest first, `limit` at most. */
  async page({ orgUnitId, from, to, after, limit }: FundLinesQuery): Promise<ExplainedFundLine[]> {
    const lines = await this.books.fundLines({
      orgUnitId,
      from: from === null ? null : startOfDay(from),
      until: to === null ? null : startOfDay(addDays(to, 1)),
      after,
      limit,
    });
    const campaigns = await this.campaigns.findMany(present(lines.map(({ campaignId }) => campaignId)));
    const rules = await this.rules.findMany(present(lines.map(({ ruleId }) => ruleId)));
    return lines.map((line) => {
      const campaign = campaigns.find(({ id }) => id === line.campaignId) ?? null;
      invariant(campaign ?? line.campaignId === null, 'a line of the books names a campaign that exists');
      return { ...line, campaign, ruleVersion: rules.find(({ id }) => id === line.ruleId)?.version ?? null };
    });
  }
}

/** What happened, in plain words; of a refund also why, as the public books say it. */
export function eventInWords({ kind, note }: Pick<FundLine, 'kind' | 'note'>, t: Translate): string {
  const event = t(`event_${kind}`);
  return kind === 'GIFT_REFUNDED' && note !== null ? t('fund_event_because', { event, note }) : event;
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
