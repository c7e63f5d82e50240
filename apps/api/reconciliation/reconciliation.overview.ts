import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import {
  BankRepository,
  DifferencesRepository,
  ReconciliationAlarms,
  ReconciliationRunsRepository,
  ReconciliationService,
  type Alarms,
  type ReconciliationRun,
} from '#reconciliation';
import type { Translate } from '../messages/messages.js';
import type { ReconciliationAlarmModel, ReconciliationModel } from './reconciliation.model.js';

/** Gathers how the three sides stand, for the page and for whoever asked for a run. */
@Injectable()
export class ReconciliationOverview {
  constructor(
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(ReconciliationRunsRepository) private readonly runs: ReconciliationRunsRepository,
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
    @Inject(BankRepository) private readonly bank: BankRepository,
    @Inject(ReconciliationAlarms) private readonly alarms: ReconciliationAlarms,
  ) {}

  async read(t: Translate): Promise<ReconciliationModel> {
    // In this order: a run that is no longer under way is then also the last run.
    const running = await this.reconciliation.running();
    const [last, open, statement, alarms, equalSince, providerEqual, bankEqual] = await Promise.all([
      this.runs.latest(),
      this.differences.open(),
      this.bank.latest(),
      this.alarms.now(),
      this.runs.equalSince(),
      this.runs.lastEqual('provider'),
      this.runs.lastEqual('bank'),
    ]);
    const asOf = last?.finishedAt ?? null;
    return {
      equalSince,
      open: open.length,
      openAmount: open.reduce((sum, { gap, bankAmount }) => sum + sizeOf(gap === 0n ? (bankAmount ?? 0n) : gap), 0n),
      waiting: open.filter(({ state }) => state === 'WRITE_OFF_PROPOSED').length,
      provider: {
        balance: last?.providerNet ?? null,
        asOf: last?.startedAt ?? null,
        payouts: last ? payoutsOf(last) : null,
        lastEqual: providerEqual,
      },
      ledger: { balance: last?.ledgerNet ?? null, asOf, payouts: last?.bankLedger ?? null, lastEqual: providerEqual },
      bank: {
        balance: statement?.closing ?? null,
        // The end of its last day in China.
        asOf: statement ? new Date(`${statement.to}T23:59:59+08:00`) : null,
        payouts: last?.bankArrived ?? null,
        lastEqual: statement ? bankEqual : null,
      },
      lastRun: last,
      running,
      alarms: alarmsInWords(alarms, t),
    };
  }
}

const sizeOf = (amount: Fen): Fen => (amount < 0n ? -amount : amount);

/** Payouts as the provider has them: those the books have, and those on their way. */
const payoutsOf = ({ bankLedger, inTransit }: ReconciliationRun): Fen | null =>
  bankLedger === null || inTransit === null ? null : bankLedger - inTransit;

function alarmsInWords({ standing, differences }: Alarms, t: Translate): ReconciliationAlarmModel[] {
  const raised = standing.map(({ id, since, detail }) => ({
    kind: id,
    since,
    message: id === 'WEBHOOK' ? t('alarm_webhook', { detail }) : t(runAlarm(detail), { detail }),
  }));
  const [oldest] = differences;
  if (!oldest) return raised;
  const amount = differences.reduce((sum, { gap }) => sum + sizeOf(gap), 0n);
  return [
    ...raised,
    {
      kind: 'DIFFERENCE',
      since: oldest.firstSeenAt,
      message: t('alarm_differences', { count: differences.length, amount }),
    },
  ];
}

const runAlarm = (detail: string): string =>
  detail === 'stale' ? 'alarm_run_stale' : detail.startsWith('failed') ? 'alarm_run_failed' : 'alarm_run_unexplained';
