import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { OVERSEERS, Shown, type Audiences } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel } from '../organizations/region.model.js';

/** Staff and auditors see every account, a federation its own. */
export const READERS: Audiences = [...OVERSEERS, 'FEDERATION'];

@ObjectType('ReportLine', { description: 'A line of a report. Every amount carries its sign, so lines add up.' })
export class ReportLineModel {
  @Shown('PUBLIC', () => ID, 'What the line is, for programs.')
  key!: string;

  @Shown('PUBLIC', () => String, 'What it is, in the visitor’s language.')
  label!: string;

  @Shown('PUBLIC', () => FenScalarType, 'The amount.')
  amount!: Fen;
}

@ObjectType('LedgerAccount', { description: '科目: an account of the books with what it is kept apart by.' })
export class LedgerAccountModel {
  @Shown(READERS, () => Int, 'Its number in the books.')
  id!: number;

  @Shown(READERS, () => String, 'Code of the chart of accounts, e.g. 3102.')
  code!: string;

  @Shown(READERS, () => String, 'The chart’s name in the visitor’s language.')
  name!: string;

  @Shown(READERS, () => String, 'Campaign, city and source, where it has them; empty otherwise.')
  of!: string;
}

@ObjectType('TrialBalanceRow', { description: 'An account with its balance, in the column of the side it is on.' })
export class TrialBalanceRowModel {
  @Shown(OVERSEERS, () => LedgerAccountModel, 'The account.')
  account!: LedgerAccountModel;

  @Shown(OVERSEERS, () => FenScalarType, 'What it holds, if on the debit side; 0 otherwise.')
  debit!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What it holds, if on the credit side; 0 otherwise.')
  credit!: Fen;
}

@ObjectType('TrialBalanceGroup', { description: 'The accounts of one name of the chart.' })
export class TrialBalanceGroupModel {
  @Shown(OVERSEERS, () => String, 'Code of the chart.')
  code!: string;

  @Shown(OVERSEERS, () => String, 'Name of the chart.')
  name!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the debit column.')
  debit!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the credit column.')
  credit!: Fen;

  @Shown(OVERSEERS, () => [TrialBalanceRowModel], 'Its accounts.')
  rows!: TrialBalanceRowModel[];
}

@ObjectType('TrialBalance', { description: '试算平衡: every account after one batch; both columns sum to the same.' })
export class TrialBalanceModel {
  @Shown(OVERSEERS, () => String, 'The last batch included; 0 for empty books.')
  batchNumber!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When that batch was booked.', { nullable: true })
  bookedAt!: Date | null;

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the debit column.')
  debit!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the credit column.')
  credit!: Fen;

  @Shown(OVERSEERS, () => [TrialBalanceGroupModel], 'By code of the chart.')
  groups!: TrialBalanceGroupModel[];
}

@ObjectType('CampaignAccount', { description: '收支: income and spending of one campaign, and what is left of it.' })
export class CampaignAccountModel {
  @Shown(OVERSEERS, () => ID, 'The campaign; empty for what belongs to none.')
  campaignId!: string;

  @Shown(OVERSEERS, () => String, 'Its title.')
  title!: string;

  @Shown(OVERSEERS, () => [ReportLineModel], 'Income; refunds carry a minus.')
  income!: ReportLineModel[];

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the income.')
  incomeTotal!: Fen;

  @Shown(OVERSEERS, () => [ReportLineModel], 'Spending, with a minus.')
  spending!: ReportLineModel[];

  @Shown(OVERSEERS, () => FenScalarType, 'Sum of the spending, with a minus.')
  spendingTotal!: Fen;

  @Shown(OVERSEERS, () => [ReportLineModel], 'What is left, by what it is for.')
  held!: ReportLineModel[];

  @Shown(OVERSEERS, () => FenScalarType, 'Income less spending.')
  result!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'The result less what is left; always zero.')
  difference!: Fen;
}

@ObjectType('IncomeAndSpending', { description: '收支表: income and spending by campaign after one batch.' })
export class IncomeAndSpendingModel {
  @Shown(OVERSEERS, () => String, 'The last batch included.')
  batchNumber!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When that batch was booked.', { nullable: true })
  bookedAt!: Date | null;

  @Shown(OVERSEERS, () => [CampaignAccountModel], 'One for each campaign with an account.')
  campaigns!: CampaignAccountModel[];
}

@ObjectType('CityBridge', {
  description:
    '对账桥: what came to a city line by line is what was allocated, and that is what was paid and what is held.',
})
export class CityBridgeModel {
  @Shown('PUBLIC', () => OrgUnitModel, 'Whose it is.')
  orgUnit!: OrgUnitModel;

  @Shown('PUBLIC', () => String, 'The city’s name in the visitor’s language.')
  city!: string;

  @Shown('PUBLIC', () => [ReportLineModel], 'Gifts, match, pool share and others; refunds and fees carry a minus.')
  inflows!: ReportLineModel[];

  @Shown('PUBLIC', () => FenScalarType, 'Sum of the inflows.')
  allocated!: Fen;

  @Shown('PUBLIC', () => [ReportLineModel], 'What was paid; what was paid back carries a minus.')
  outflows!: ReportLineModel[];

  @Shown('PUBLIC', () => FenScalarType, 'Sum of the outflows.')
  paid!: Fen;

  @Shown('PUBLIC', () => [ReportLineModel], 'What is held: free, and applied for.')
  holdings!: ReportLineModel[];

  @Shown('PUBLIC', () => FenScalarType, 'Sum of the holdings.')
  held!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'Allocated less paid less held; always zero.')
  difference!: Fen;
}

@ObjectType('CityBridges', { description: 'The bridges of the cities after one batch.' })
export class CityBridgesModel {
  @Shown('PUBLIC', () => String, 'The last batch included.')
  batchNumber!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When that batch was booked.', { nullable: true })
  bookedAt!: Date | null;

  @Shown('PUBLIC', () => [CityBridgeModel], 'By region code.')
  cities!: CityBridgeModel[];
}

@ObjectType('StatementEntry', { description: 'What one batch did to an account.' })
export class StatementEntryModel {
  @Shown(READERS, () => ID, 'Number of the entry in its account, from 1.')
  id!: string;

  @Shown(READERS, () => String, 'The batch.')
  batchNumber!: string;

  @Shown(READERS, () => GraphQLISODateTime, 'When it was booked.')
  bookedAt!: Date;

  @Shown(READERS, () => FenScalarType, 'Debit.')
  debit!: Fen;

  @Shown(READERS, () => FenScalarType, 'Credit.')
  credit!: Fen;

  @Shown(READERS, () => FenScalarType, 'What the account held after it, on the side it grows on.')
  balance!: Fen;

  @Shown(READERS, () => Int, 'How many gifts it sums; 0 when it comes from transfers.')
  gifts!: number;
}

export const StatementEntryConnection = connectionOf(StatementEntryModel, 'StatementEntry', READERS);

@ObjectType('AccountStatement', { description: '科目明细: the entries of one account between two days, newest first.' })
export class AccountStatementModel {
  @Shown(READERS, () => LedgerAccountModel, 'The account.')
  account!: LedgerAccountModel;

  @Shown(READERS, () => FenScalarType, 'What it held before the first of these days.')
  opening!: Fen;

  @Shown(READERS, () => FenScalarType, 'What it held after the last.')
  closing!: Fen;

  @Shown(READERS, () => StatementEntryConnection, 'The entries.')
  entries!: InstanceType<typeof StatementEntryConnection>;
}

@ObjectType('EntryPosting', { description: 'A gift or transfer behind an entry, with what it did to the account.' })
export class EntryPostingModel {
  @Shown(READERS, () => ID, 'Id of the gift or transfer; explain it by `posting`.')
  id!: string;

  @Shown(READERS, () => String, 'What happened, in plain words.')
  event!: string;

  @Shown(READERS, () => String, 'Position in the books.')
  position!: string;

  @Shown(READERS, () => GraphQLISODateTime, 'When it happened.')
  occurredAt!: Date;

  @Shown(READERS, () => FenScalarType, 'Debit.')
  debit!: Fen;

  @Shown(READERS, () => FenScalarType, 'Credit.')
  credit!: Fen;
}

export const EntryPostingConnection = connectionOf(EntryPostingModel, 'EntryPosting', READERS);
