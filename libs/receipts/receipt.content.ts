import { createHmac } from 'node:crypto';
import { chinaDay, chinaYear, formatYuan, plainYuan, rmbInCapitals, type CivilDate, type Fen } from '#kernel';

/** Where a gift stands in the public books, and how far they went when the receipt was issued. */
export interface BooksPlace {
  /** Number of the batch that holds the gift. */
  batch: number;
  headBatch: number;
  /** 64 hexadecimal digits. */
  headHash: string;
  commitment: string;
}

/** What a receipt says, as issued; everything but the payer's name. Sums are written out, for papers are read. */
export interface ReceiptContent {
  title: string;
  number: string;
  issuedOn: CivilDate;
  paidOn: CivilDate;
  projectCode: string;
  projectName: string;
  designation: string;
  unit: string;
  quantity: number;
  amount: string;
  amountInCapitals: string;
  anonymous: boolean;
  /** 统一社会信用代码 of a company that gave. */
  payerCreditCode?: string;
  payee: string;
  payeeCreditCode: string;
  handler: string;
  reviewer: string;
  pledgeId: string;
  /** Where the gift is in the public books; absent on receipts from before. */
  books?: BooksPlace;
  /** 冲红: the number of the paper this one takes back. */
  reverses?: string;
  /** What the gift was, where the paper is for what is left of it. */
  given?: string;
}

export interface ReceiptFacts {
  pledgeId: string;
  /** Fen; negative on a reversal. */
  amount: Fen;
  /** Number of the paper it takes back. */
  reverses?: string | undefined;
  /** What the gift was, where only a part is left. */
  given?: Fen | undefined;
  paidAt: Date;
  issuedAt: Date;
  campaignTitle: string;
  filingNumber: string | null;
  charity: { name: string; creditCode: string };
  /** 益阳市妇联, or 全省统筹 */
  designation: string;
  anonymous: boolean;
  /** Of a company that gave; null of a person. */
  creditCode?: string | null;
  books?: BooksPlace | undefined;
}

/** `2026-000041`: the year in China and the number within it. */
export function receiptNumber(year: number, number: number): string {
  return `${year}-${number.toString().padStart(6, '0')}`;
}

/** Writes the content of a receipt; fields as 财政票据管理办法 names them (domain.md, section 8). */
export function contentOf(facts: ReceiptFacts, number: number): ReceiptContent {
  return {
    title: facts.reverses ? '捐赠凭证（红字冲销）' : '捐赠凭证（非财政票据）',
    number: receiptNumber(chinaYear(facts.issuedAt), number),
    issuedOn: chinaDay(facts.issuedAt),
    paidOn: chinaDay(facts.paidAt),
    projectCode: facts.filingNumber ?? '—',
    projectName: facts.campaignTitle,
    designation: facts.designation,
    unit: '笔',
    quantity: 1,
    amount: formatYuan(facts.amount),
    amountInCapitals: facts.amount < 0n ? `（负数）${rmbInCapitals(-facts.amount)}` : rmbInCapitals(facts.amount),
    anonymous: facts.anonymous,
    payee: facts.charity.name,
    payeeCreditCode: facts.charity.creditCode,
    handler: '系统开具',
    reviewer: '账本自动复核',
    pledgeId: facts.pledgeId,
    ...(facts.creditCode ? { payerCreditCode: facts.creditCode } : {}),
    ...(facts.books ? { books: facts.books } : {}),
    ...(facts.reverses ? { reverses: facts.reverses } : {}),
    ...(facts.given ? { given: formatYuan(facts.given) } : {}),
  };
}

/** 校验码: twelve letters that only we can make from number, pledge and amount. */
export function checkCodeOf(number: string, pledgeId: string, amount: Fen, secret: string): string {
  const mac = createHmac('sha256', secret)
    .update(`receipt:${number}:${pledgeId}:${plainYuan(amount)}`)
    .digest('hex');
  return mac.slice(0, 12).toUpperCase();
}
