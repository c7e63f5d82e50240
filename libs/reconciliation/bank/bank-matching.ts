import { addDays, chinaDay, type CivilDate, type Fen } from '#kernel';
import type { BankMatchSide, ProviderPayoutState } from '#platform';
import { bankDifference, type FoundDifference } from '../differences/difference.types.js';

/** As much of a payout as the bank's statement can show. */
export interface ExpectedPayout {
  id: string;
  amount: Fen;
  state: ProviderPayoutState;
  arrivalAt: Date;
  statementDescriptor: string | null;
  reversedAt: Date | null;
  /** Which of its two lines have been found. */
  arrived: boolean;
  returned: boolean;
}

/** A line of the bank's that stands for nothing yet. */
export interface FreeLine {
  id: string;
  bookedOn: CivilDate;
  amount: Fen;
  counterparty: string;
  reference: string;
}

export interface Match {
  lineId: string;
  payoutId: string;
  side: BankMatchSide;
}

/** Banks book a little before or, over holidays, well after the day the provider names. */
const EARLY_DAYS = 2;
const LATE_DAYS = 10;
/** A returned payout may come back as late as this after it arrived. */
const RETURN_DAYS = 40;
/** How banks name the provider on a statement. */
const PROVIDER_NAME = /stripe/i;

const textOf = ({ counterparty, reference }: FreeLine): string => `${counterparty} ${reference}`;

/** It says which payout it is. */
function names(line: FreeLine, { id, statementDescriptor }: ExpectedPayout): boolean {
  const text = textOf(line);
  return text.includes(id) || (statementDescriptor !== null && text.includes(statementDescriptor));
}

/** It is of the provider. */
export const isOfProvider = (line: FreeLine): boolean => PROVIDER_NAME.test(textOf(line));

/** What a payout still has to leave on the bank's statement: the amount, and the days it may be booked on. */
interface Wanted {
  payout: ExpectedPayout;
  side: BankMatchSide;
  amount: Fen;
  from: CivilDate;
  to: CivilDate;
}

function wantedOf(payout: ExpectedPayout): Wanted[] {
  const day = chinaDay(payout.arrivalAt);
  const from = addDays(day, -EARLY_DAYS);
  // A payout that failed need not have arrived; only what arrived has to come back.
  const mayArrive = payout.state === 'PAID' || payout.reversedAt !== null;
  const arrival: Wanted = { payout, side: 'ARRIVAL', amount: payout.amount, from, to: addDays(day, LATE_DAYS) };
  const back: Wanted = { payout, side: 'RETURN', amount: -payout.amount, from, to: addDays(day, RETURN_DAYS) };
  return [
    ...(mayArrive && !payout.arrived ? [arrival] : []),
    ...(payout.arrived && payout.reversedAt !== null && !payout.returned ? [back] : []),
  ];
}

const fits = (line: FreeLine, { amount, from, to }: Wanted): boolean =>
  line.amount === amount && line.bookedOn >= from && line.bookedOn <= to;

/**
 * Finds the line of each payout: by the payout's own number or descriptor, else by amount and day among the lines of
 * the provider. Only a pair that has no other candidate on either side is taken; the rest is for a person.
 */
export function matchLines(payouts: readonly ExpectedPayout[], lines: readonly FreeLine[]): Match[] {
  const wanted = payouts.flatMap(wantedOf);
  const matches: Match[] = [];
  const used = new Set<string>();
  const done = new Set<Wanted>();
  const pass = (fitting: (line: FreeLine, want: Wanted) => boolean): void => {
    const open = wanted.filter((want) => !done.has(want));
    const free = lines.filter(({ id }) => !used.has(id));
    for (const want of open) {
      const [line, ...others] = free.filter((each) => fitting(each, want));
      if (!line || others.length > 0) continue;
      if (open.filter((other) => fitting(line, other)).length > 1) continue;
      matches.push({ lineId: line.id, payoutId: want.payout.id, side: want.side });
      used.add(line.id);
      done.add(want);
    }
  };
  pass((line, want) => fits(line, want) && names(line, want.payout));
  pass((line, want) => fits(line, want) && isOfProvider(line));
  return matches;
}

/** Lines a person may choose from for a payout: of its amount or of its name, in its days. */
export function candidatesOf(payout: ExpectedPayout, lines: readonly FreeLine[]): FreeLine[] {
  const [want] = wantedOf(payout);
  if (!want) return [];
  const inDays = (line: FreeLine): boolean => line.bookedOn >= want.from && line.bookedOn <= want.to;
  return lines.filter((line) => inDays(line) && (line.amount === want.amount || names(line, payout)));
}

/**
 * What is left after matching: payouts the bank does not show, lines of the provider that are no payout, and lines
 * that name a payout with another amount.
 * @param coveredTo the last day the bank's statements speak of; null before the first
 * @param today China's day
 */
export function bankDifferences(
  payouts: readonly ExpectedPayout[],
  lines: readonly FreeLine[],
  coveredTo: CivilDate | null,
  today: CivilDate,
): FoundDifference[] {
  const found: FoundDifference[] = [];
  const spokenFor = new Set<string>();
  for (const want of payouts.flatMap(wantedOf)) {
    const { payout, side, amount, from, to } = want;
    const common = { payoutId: payout.id, ledgerAmount: amount, occurredAt: payout.arrivalAt };
    const named = lines.find(
      (line) => names(line, payout) && line.amount !== amount && line.bookedOn >= from && line.bookedOn <= to,
    );
    if (named) {
      spokenFor.add(named.id);
      found.push(
        bankDifference({
          ...common,
          kind: 'BANK_AMOUNT_DIFFERS',
          subject: `${payout.id}:${side}`,
          bankLineId: named.id,
          bankAmount: named.amount,
          gap: amount - named.amount,
          action: 'ASK_BANK',
        }),
      );
      continue;
    }
    const candidates = lines.filter((line) => fits(line, want));
    candidates.forEach(({ id }) => spokenFor.add(id));
    const covered = coveredTo !== null && coveredTo >= addDays(chinaDay(payout.arrivalAt), 1);
    const late = today > addDays(chinaDay(payout.arrivalAt), LATE_DAYS);
    if (candidates.length === 0 && !covered && !late) continue;
    found.push(
      bankDifference({
        ...common,
        kind: 'PAYOUT_WITHOUT_BANK_LINE',
        subject: `${payout.id}:${side}`,
        gap: amount,
        action: candidates.length > 0 ? 'LINK_BANK_LINE' : covered ? 'ASK_BANK' : 'IMPORT_STATEMENT',
        actionKey: candidates.length > 0 ? payout.id : null,
      }),
    );
  }
  for (const line of lines) {
    if (!isOfProvider(line) || spokenFor.has(line.id)) continue;
    found.push(
      bankDifference({
        kind: 'BANK_LINE_WITHOUT_PAYOUT',
        subject: line.id,
        bankLineId: line.id,
        bankAmount: line.amount,
        gap: -line.amount,
        action: 'LOOK',
        occurredAt: new Date(`${line.bookedOn}T00:00:00+08:00`),
      }),
    );
  }
  return found;
}

/** A statement with its balances. */
export interface StatementSpan {
  id: string;
  account: string;
  from: CivilDate;
  to: CivilDate;
  opening: Fen | null;
  closing: Fen | null;
}

/** Where the closing balance of one statement is not the opening of the next: lines in between are missing. */
export function balanceGaps(statements: readonly StatementSpan[]): FoundDifference[] {
  const found: FoundDifference[] = [];
  const last = new Map<string, StatementSpan>();
  const inOrder = [...statements].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1));
  for (const statement of inOrder) {
    const before = last.get(statement.account);
    if (!before || statement.to >= before.to) last.set(statement.account, statement);
    // Statements that overlap are held together by their lines, which are kept once.
    if (!before || statement.from <= before.to || before.closing === null || statement.opening === null) continue;
    if (before.closing === statement.opening) continue;
    found.push(
      bankDifference({
        kind: 'BANK_BALANCE_GAP',
        subject: `${before.id}:${statement.id}`,
        statementId: statement.id,
        ledgerAmount: before.closing,
        bankAmount: statement.opening,
        gap: 0n,
        action: 'IMPORT_STATEMENT',
        occurredAt: new Date(`${statement.from}T00:00:00+08:00`),
      }),
    );
  }
  return found;
}
