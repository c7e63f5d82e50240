import { linesOf, verifyBooks } from '#verifier';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type Stripe from 'stripe';
import type { Installation } from '../support/installation.js';
import { compare } from '../support/reconciliation.js';
import { readBooks, type InstallationBooks } from './installation.books.js';
import { fen, readAccount, type ProviderAccount } from './provider.account.js';
import type { PlannedGift } from './scenario.js';

/** Something that is not as it must be at rest. */
export interface Difference {
  /** What should hold. */
  sentence: string;
  /** What is there instead. */
  found: string;
  /** The payment it shows at, where it is one. */
  pledgeId: string | null;
}

/** A few of a kind tell as much as all of them. */
const SHOWN = 5;

/**
 * Compares what the provider holds and says with what the installation holds, to the fen. It shares no code with the
 * product: the provider is asked by its own SDK, the books by SQL of its own, and the public books are recomputed by
 * the verifier, which shares none either.
 */
export class Oracle {
  constructor(
    private readonly installation: Installation,
    private readonly stripe: Stripe,
    private readonly gifts: readonly PlannedGift[],
  ) {}

  /** Everything that is not as it must be; empty when all is well. */
  async differences(): Promise<Difference[]> {
    const [account, books] = [await readAccount(this.stripe), await readBooks(this.installation)];
    const found = [
      ...this.ofPlan(account),
      ...ofEquation(account, books),
      ...ofGifts(account, books),
      ...ofLines(account, books),
      ...ofReturns(account, books),
      ...ofPapers(books, this.gifts),
      ...ofBacklog(books),
      ...this.ofMailbox(books),
    ];
    return [...found, ...(await this.ofChecks()), ...(await this.ofPublicBooks(books))];
  }

  /** What the product's own comparison says, which staff sees: it must not be blinder than this one. */
  async ofReconciliation(): Promise<Difference[]> {
    const { openProvider, unexplained, providerNet, ledgerNet } = await compare(
      await this.installation.signIn('checker'),
    );
    if (openProvider === 0 && unexplained === '0' && providerNet === ledgerNet) return [];
    const is = `${openProvider} open, ${unexplained} fen unexplained, provider ${providerNet}, books ${ledgerNet}`;
    return [difference('the reconciliation finds provider and books equal', is)];
  }

  /** What givers did must have reached the provider, or the run has tested less than it says. */
  private ofPlan({ charges }: ProviderAccount): Difference[] {
    const paid = new Set(succeeded(charges).map(pledgeOf));
    return capped(
      this.gifts.flatMap(({ wish, pays, number }) =>
        paid.has(wish.id) === pays
          ? []
          : [difference(`gift ${number} ${pays ? 'is' : 'is not'} paid at the provider`, 'it is otherwise', wish.id)],
      ),
    );
  }

  private ofMailbox({ gifts }: InstallationBooks): Difference[] {
    const sent = gifts.reduce((sum, { mailsSent }) => sum + mailsSent, 0);
    const folder = path.join(this.installation.dataDir, 'mail');
    const letters = sent === 0 ? 0 : readdirSync(folder).filter((name) => name.endsWith('.eml')).length;
    return letters === sent ? [] : [difference(`the mail box holds the ${sent} letters sent`, `it holds ${letters}`)];
  }

  private async ofChecks(): Promise<Difference[]> {
    const broken = await this.installation.checks().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return broken === null ? [] : [difference('every sentence of *.checks.ts holds', broken)];
  }

  /** Recomputes every split, entry and balance from the export for everybody. */
  private async ofPublicBooks({ gifts }: InstallationBooks): Promise<Difference[]> {
    const response = await fetch(`${this.installation.url}/books/export.jsonl`);
    if (!response.body) return [difference('the public books can be read', `status ${response.status}`)];
    const verdict = await verifyBooks(linesOf(response.body));
    if (!verdict.ok) return [difference('the public books verify', JSON.stringify(verdict.fault))];
    const { books } = verdict;
    return books.gifts === gifts.length
      ? []
      : [difference(`the public books hold ${gifts.length} gifts`, `they hold ${books.gifts}`)];
  }
}

/** Succeeded charges − refunds − lost disputes − fees = the provider's statement = its balance = the books. */
function ofEquation(account: ProviderAccount, books: InstallationBooks): Difference[] {
  const { charges, refunds, disputes, statement, balance } = account;
  const taken = fen(succeeded(charges).map(({ amount }) => amount));
  const returned = fen(refunds.filter(wentBack).map(amountOf));
  const lost = fen(disputes.filter(holdsMoney).map(amountOf));
  const fees = fen(statement.map(({ fee }) => fee));
  const should = taken - returned - lost - fees;
  const sums: [string, bigint][] = [
    ["the provider's statement", fen(statement.map(({ net }) => net))],
    ["the provider's balance", balance],
    ['what the books say the provider holds', books.providerBalance],
  ];
  return [
    ...sums.flatMap(([name, sum]) =>
      sum === should
        ? []
        : [difference(`${name} is ${taken} − ${returned} − ${lost} − ${fees} = ${should} fen`, `it is ${sum} fen`)],
    ),
    ...(books.imbalance === 0n ? [] : [difference('debits equal credits', `they differ by ${books.imbalance} fen`)]),
  ];
}

/** Every charge is in the books once, with its amount and its fee, and nothing else is. */
function ofGifts({ charges, statement }: ProviderAccount, books: InstallationBooks): Difference[] {
  const lines = new Map(statement.map((line) => [line.id, line]));
  const booked = new Map(books.gifts.map((gift) => [gift.id, gift]));
  const seen = new Set<string>();
  const found: Difference[] = [];
  for (const charge of succeeded(charges)) {
    const id = pledgeOf(charge);
    const gift = booked.get(id);
    if (seen.has(id)) found.push(difference('a pledge is charged once', `again by ${charge.id}`, id));
    seen.add(id);
    const line = lines.get(typeof charge.balance_transaction === 'string' ? charge.balance_transaction : '');
    if (!gift) found.push(difference(`charge ${charge.id} is in the books`, 'it is not', id));
    else if (gift.amount !== BigInt(charge.amount) || gift.fee !== BigInt(line?.fee ?? -1)) {
      const should = `${charge.amount} fen with a fee of ${line?.fee ?? 'nothing yet'}`;
      found.push(difference(`the gift is booked with ${should}`, `it is ${gift.amount} with ${gift.fee}`, id));
    }
  }
  for (const { id } of books.gifts) {
    if (!seen.has(id)) found.push(difference('a gift in the books has a charge', 'it has none', id));
  }
  const paid = new Set(books.paidPledges);
  for (const id of new Set([...seen, ...paid])) {
    if (seen.has(id) !== paid.has(id)) {
      found.push(difference('a pledge says it was paid if and only if it was', `it says ${paid.has(id)}`, id));
    }
  }
  return capped(found);
}

/** Every line of the provider's statement is behind one posting, and no posting is behind another line. */
function ofLines({ statement }: ProviderAccount, { bookedLines }: InstallationBooks): Difference[] {
  const times = new Map<string, number>();
  for (const id of bookedLines) times.set(id, (times.get(id) ?? 0) + 1);
  const found = statement
    .filter(({ id }) => times.get(id) !== 1)
    .map(({ id, type, amount, source }) => {
      const of = typeof source === 'string' ? source : (source?.id ?? 'nothing');
      const sentence = `the line ${id} (${type} of ${amount} fen, ${of}) is booked once`;
      return difference(sentence, `it is booked ${times.get(id) ?? 0} times`);
    });
  const known = new Set(statement.map(({ id }) => id));
  const strange = [...times.keys()].filter((id) => !known.has(id));
  return capped([...found, ...strange.map((id) => difference('a booked line is on the statement', `${id} is not`))]);
}

/** What has gone back of each gift is what the provider gave back or lost of its charge. */
function ofReturns({ charges, refunds, disputes }: ProviderAccount, { gifts }: InstallationBooks): Difference[] {
  const gone = new Map<string, bigint>();
  for (const { charge, amount } of [...refunds.filter(wentBack), ...disputes.filter(holdsMoney)]) {
    const id = typeof charge === 'string' ? charge : (charge?.id ?? '');
    gone.set(id, (gone.get(id) ?? 0n) + BigInt(amount));
  }
  const returned = new Map(succeeded(charges).map((charge) => [pledgeOf(charge), gone.get(charge.id) ?? 0n]));
  return capped(
    gifts
      .filter((gift) => gift.returned !== (returned.get(gift.id) ?? 0n))
      .map((gift) =>
        difference(`${returned.get(gift.id) ?? 0n} fen of the gift have gone back`, `${gift.returned} have`, gift.id),
      ),
  );
}

/** The receipts of a gift say what is left of it, each is drawn; letters go where an address was given, once. */
function ofPapers(books: InstallationBooks, planned: readonly PlannedGift[]): Difference[] {
  const withMail = new Set(planned.flatMap(({ wish }) => (wish.email ? [wish.id] : [])));
  const found = books.gifts.flatMap(({ id, amount, returned, receipted, receipts, papers, mails, mailsSent }) => {
    // Gone back whole before its paper was numbered: there is nothing to receipt, and nothing to reverse.
    if (receipts === 0 && returned === amount && mails === mailsSent) return [];
    const mailed = withMail.has(id) ? mails >= 1 && mails === mailsSent : mails === 0;
    if (receipted === amount - returned && papers === receipts && receipts > 0 && mailed) return [];
    const is = `${receipted} fen on ${receipts} receipts, ${papers} drawn, ${mails} mails, ${mailsSent} sent`;
    return [difference(`receipts say ${amount - returned} fen; every paper is drawn, every letter sent`, is, id)];
  });
  if (books.lastReceiptNumber !== books.receipts) {
    const is = `${books.receipts} receipts, the last is number ${books.lastReceiptNumber}`;
    found.push(difference('receipts are numbered without gaps', is));
  }
  return capped(found);
}

function ofBacklog({ outbox, unread }: InstallationBooks): Difference[] {
  return [
    ...(outbox.length === 0 ? [] : [difference('the outbox is empty', outbox.slice(0, SHOWN).join('; '))]),
    ...(unread === 0 ? [] : [difference('the inbox is empty', `${unread} notifications are unread`)]),
  ];
}

function difference(sentence: string, found: string, pledgeId: string | null = null): Difference {
  return { sentence, found, pledgeId };
}

function capped(found: Difference[]): Difference[] {
  const rest = found.length - SHOWN;
  return rest > 0 ? [...found.slice(0, SHOWN), difference('nothing more of this kind', `${rest} more`)] : found;
}

const succeeded = (charges: readonly Stripe.Charge[]): Stripe.Charge[] =>
  charges.filter(({ status, paid }) => status === 'succeeded' && paid);
const pledgeOf = ({ metadata }: Stripe.Charge): string => metadata['pledge_id'] ?? '';
const amountOf = ({ amount }: { amount: number }): number => amount;
const wentBack = ({ status }: Stripe.Refund): boolean => status !== 'failed' && status !== 'canceled';
/** From its opening until it is won, a dispute keeps the money; an inquiry never had it. */
const holdsMoney = ({ status }: Stripe.Dispute): boolean => status !== 'won' && !status.startsWith('warning_');
