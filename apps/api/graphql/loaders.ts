import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { AllocationRepository, type AllocationRule } from '#allocation';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { IdentityRepository } from '#identity';
import { ExplanationsRepository, LedgerReader, type CampaignTotals, type GiftHistory } from '#ledger';
import { OrganizationsRepository, type Federation } from '#organizations';
import { ReceiptsRepository, type Receipt } from '#receipts';

/** Reads of one request, gathered so that a list costs one statement and not one per row. */
export interface Loaders {
  campaign: DataLoader<string, Campaign | null>;
  totals: DataLoader<string, CampaignTotals | null>;
  history: DataLoader<string, GiftHistory | null>;
  /** Every paper of a pledge, in order. */
  receipts: DataLoader<string, Receipt[]>;
  rule: DataLoader<string, AllocationRule | null>;
  /** When the next approved rule of the same scope takes over. */
  ruleEnd: DataLoader<string, Date | null>;
  personName: DataLoader<string, string | null>;
  federations(): Promise<Federation[]>;
}

function byKey<T>(
  read: (keys: readonly string[]) => Promise<T[]>,
  keyOf: (row: T) => string,
): DataLoader<string, T | null> {
  return new DataLoader<string, T | null>(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

@Injectable()
export class LoaderFactory {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(ExplanationsRepository) private readonly explanations: ExplanationsRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(IdentityRepository) private readonly people: IdentityRepository,
  ) {}

  create(): Loaders {
    let federations: Promise<Federation[]> | undefined;
    const names = byKey(
      (ids) => this.people.names(ids),
      ({ id }) => id,
    );
    return {
      campaign: byKey(
        (ids) => this.campaigns.findMany(ids),
        ({ id }) => id,
      ),
      totals: byKey(
        (ids) => this.books.campaignTotals(ids),
        ({ campaignId }) => campaignId,
      ),
      history: byKey(
        (ids) => this.explanations.giftHistories(ids),
        ({ giftId }) => giftId,
      ),
      receipts: new DataLoader(async (ids) => {
        const papers = await this.receipts.ofPledges(ids);
        return ids.map((id) => papers.filter(({ pledgeId }) => pledgeId === id));
      }),
      rule: byKey(
        (ids) => this.rules.findMany(ids),
        ({ id }) => id,
      ),
      ruleEnd: new DataLoader(async (ids) => {
        const ends = await this.rules.ends(ids);
        return ids.map((id) => ends.find((end) => end.id === id)?.until ?? null);
      }),
      personName: new DataLoader(async (ids) => {
        const rows = await names.loadMany(ids);
        return rows.map((row) => (row instanceof Error ? null : (row?.name ?? null)));
      }),
      federations: () => (federations ??= this.organizations.cityFederations()),
    };
  }
}
