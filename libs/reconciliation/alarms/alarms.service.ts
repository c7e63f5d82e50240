import { Inject, Injectable } from '@nestjs/common';
import { Clock, formatYuan } from '#kernel';
import { PaymentGateway, type WebhookStatus } from '#payments';
import { Database, Logger, Mails, Metrics, Settings, Vault } from '#platform';
import { BANK_KINDS } from '../differences/difference.types.js';
import { DifferencesRepository, type Difference } from '../differences/differences.repository.js';
import { ReconciliationRunsRepository } from '../runs/runs.repository.js';
import { AlarmsRepository, type StandingAlarm } from './alarms.repository.js';

/** What nobody has looked after for so long is an alarm. */
const OLD_MS = 24 * 3_600_000;
/** What is as large as this is one at once, in fen: ¥1,000. */
const LARGE = 100_000n;
/** News may be on its way for so long; nothing younger is an alarm. */
export const YOUNG_MS = 15 * 60_000;
/** One night left out, with two hours of patience. */
const STALE_MS = 26 * 3_600_000;
/** So many kinds are named in one alarm. */
const NAMED = 3;
const WEBHOOK_PATH = '/webhooks/stripe';

/** What staff have to know now. */
export interface Alarms {
  differences: Difference[];
  standing: StandingAlarm[];
}

/** 告警: tells staff of what lasts, on the console, in metrics and the log, and once by mail. */
@Injectable()
export class ReconciliationAlarms {
  constructor(
    @Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl' | 'mail'>,
    @Inject(Database) private readonly database: Database,
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
    @Inject(ReconciliationRunsRepository) private readonly runs: ReconciliationRunsRepository,
    @Inject(AlarmsRepository) private readonly alarms: AlarmsRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async now(): Promise<Alarms> {
    const now = this.clock.now();
    const open = await this.differences.open();
    return { differences: open.filter((each) => isAlarming(each, now)), standing: await this.alarms.all() };
  }

  /** Compares how the provider sends its notifications with what we read. @throws GatewayUnavailable */
  async checkWebhook(): Promise<WebhookStatus> {
    const status = await this.gateway.describeWebhook(webhookUrl(this.settings));
    const fault = faultOf(status);
    const news = await this.alarms.set('WEBHOOK', fault, this.clock.now());
    this.metrics.webhookMismatch.set(fault === null ? 0 : 1);
    if (news) this.logger.error({ webhook: status }, 'the provider does not send its notifications as we read them');
    return status;
  }

  /** Counts what is open, raises what is new and mails it once. */
  async check(): Promise<void> {
    const now = this.clock.now();
    const open = await this.differences.open();
    const bank = open.filter(({ kind }) => BANK_KINDS.includes(kind)).length;
    this.metrics.reconciliationOpen.set({ side: 'bank' }, bank);
    this.metrics.reconciliationOpen.set({ side: 'provider' }, open.length - bank);
    await this.checkRuns(now);
    const alarming = open.filter((each) => isAlarming(each, now)).map(({ id }) => id);
    const { fresh, standing } = await this.database.transaction(async (tx) => {
      const told = {
        fresh: await this.differences.claimAlarms(tx, alarming, now),
        standing: await this.alarms.claim(tx, now),
      };
      const address = this.settings.mail.alarmTo;
      if (address === undefined || told.fresh.length + told.standing.length === 0) return told;
      const subjectId = await this.vault.createSubject(tx);
      const recipient = await this.vault.seal(tx, subjectId, 'email', address);
      await this.mails.enqueue(tx, {
        id: `alarm:${now.toISOString()}`,
        subjectId,
        recipient,
        subject: `一起捐 · 对账告警 Reconciliation alarm (${told.fresh.length + told.standing.length})`,
        body: this.letterOf(told.fresh, told.standing),
        attachmentKey: null,
        attachmentName: null,
      });
      return told;
    });
    for (const { id, kind, gap } of fresh)
      this.logger.error({ difference: id, kind, gap: `${gap}` }, 'a difference lasts');
    for (const { id, detail } of standing) this.logger.error({ alarm: id, detail }, 'an alarm of the reconciliation');
  }

  private async checkRuns(now: Date): Promise<void> {
    const last = await this.runs.latest();
    const age = last?.finishedAt ? now.getTime() - last.finishedAt.getTime() : null;
    if (age !== null) this.metrics.reconciliationAge.set(age / 1000);
    const unfinished = await this.runs.unfinished(new Date(now.getTime() - STALE_MS));
    const failed = unfinished?.failure ? `failed: ${unfinished.failure}` : null;
    const wrong = last !== null && last.unexplained !== null && last.unexplained !== 0n;
    const unexplained = wrong ? `unexplained: ${last.unexplained}` : null;
    await this.alarms.set('RUN', failed ?? unexplained ?? (age !== null && age > STALE_MS ? 'stale' : null), now);
  }

  private letterOf(differences: readonly Difference[], standing: readonly StandingAlarm[]): string {
    const lines = [
      ...standing.map(({ id, detail }) => `${id}: ${detail}`),
      ...differences.map(({ id, kind, gap }) => `${kind}  ¥${formatYuan(gap)}  ${id}`),
    ];
    return [...lines, '', `${this.settings.publicUrl}/staff/reconciliation`].join('\n');
  }
}

/** Where we listen to the provider's notifications. */
export const webhookUrl = ({ publicUrl }: Pick<Settings, 'publicUrl'>): string => `${publicUrl}${WEBHOOK_PATH}`;

/** Old, or large and not so young that its news may still be on its way. */
export function isAlarming({ occurredAt, firstSeenAt, gap }: Difference, now: Date): boolean {
  const since = occurredAt < firstSeenAt ? occurredAt : firstSeenAt;
  const age = now.getTime() - since.getTime();
  return age >= OLD_MS || (age >= YOUNG_MS && (gap < 0n ? -gap : gap) >= LARGE);
}

/** What is wrong, as words and lists separated by semicolons; null when nothing is. */
export function faultOf({
  endpointId,
  apiVersion,
  wantedVersion,
  missing,
  superfluous,
  twins,
}: WebhookStatus): string | null {
  if (endpointId === null) return 'none';
  const faults = [
    ...(apiVersion === wantedVersion ? [] : [`version ${apiVersion ?? '—'} ≠ ${wantedVersion}`]),
    ...listed('missing', missing),
    ...listed('superfluous', superfluous),
    ...listed('twins', twins),
  ];
  return faults.length > 0 ? faults.join('; ') : null;
}

/** The first few by name; the log has them all. */
function listed(name: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length > NAMED ? ` +${items.length - NAMED}` : '';
  return [`${name} ${items.slice(0, NAMED).join(' ')}${rest}`];
}
