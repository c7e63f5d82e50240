import type { AccountPurpose } from '#platform';

/**
 * Chart of accounts for non-profits, 2026 version (财会〔2024〕25号). The 2004 version used 5201 and 5301 for other
 * things, so every account carries the version's year. Codes await an accountant's confirmation.
 */
export const CHART_YEAR = 2026;

/** Which side an account grows on. */
export type NormalSide = 'DEBIT' | 'CREDIT';

export interface ChartEntry {
  code: string;
  name: string;
  side: NormalSide;
  /** Whether the account may never fall below zero on its side; the database holds it. */
  guarded: boolean;
}

const held = (code: string, name: string, guarded = false): ChartEntry => ({ code, name, side: 'DEBIT', guarded });
const owned = (code: string, name: string, guarded = false): ChartEntry => ({ code, name, side: 'CREDIT', guarded });

/** The account each purpose is booked on. */
export const CHART: Record<AccountPurpose, ChartEntry> = {
  CASH_IN_TRANSIT: held('1001', '库存现金—在途捐款', true),
  BANK: held('1002', '银行存款'),
  PROVIDER_BALANCE: held('1009', '其他货币资金—支付机构'),
  ADVANCE: held('1141', '预付账款—市州妇联', true),
  INVENTORY: held('1201', '存货—捐赠物资', true),
  UNIDENTIFIED: owned('2209', '其他应付款—待查款项', true),
  MANAGEMENT_FEE: owned('3101', '非限定性净资产—管理费'),
  FEE_COVER: owned('3101', '非限定性净资产—捐款承担的手续费'),
  RELEASED: owned('3101', '非限定性净资产—已解除限定', true),
  UNALLOCATED: owned('3102', '限定性净资产—待分配'),
  CITY_FUND: owned('3102', '限定性净资产—市州', true),
  CITY_COMMITTED: owned('3102', '限定性净资产—市州已申请', true),
  CITY_PAID: owned('3102', '限定性净资产—市州已拨付', true),
  MATCH_POOL: owned('3102', '限定性净资产—配捐池', true),
  MATCH_RESERVED: owned('3102', '限定性净资产—配捐预留', true),
  POOL_CARRIED: owned('3102', '限定性净资产—统筹垫付'),
  RESTRICTED_INCOME: owned('410102', '捐赠收入—限定性'),
  GOVERNMENT_GRANT: owned('4401', '政府补助收入'),
  PROGRAMME_COST: held('5101', '业务活动成本'),
  ADMINISTRATION: held('5301', '管理费用'),
  FUNDRAISING_COST: held('5401', '筹资费用'),
};
