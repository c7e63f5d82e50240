import { Inject, Injectable } from '@nestjs/common';
import { Clock, IdSource, invariant, RequestError } from '#kernel';
import type { Viewer } from '#identity';
import { OrganizationsRepository } from '#organizations';
import { Database, Signals, type Tx } from '#platform';
import { checkedDraft, type CampaignDraft } from './campaign-draft.js';
import { isEditable, stateAfter, type CampaignStep } from './campaign.states.js';
import type { Campaign } from './campaign.types.js';
import { InvalidStateError, PublishGateClosedError, SamePersonError } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { publishGateFaults } from './publish-gate.js';

const SYSTEM = 'system:clock';

/** Verbs of a campaign's life. Each takes the person who acts; who may act at all is decided at the edge. */
@Injectable()
export class CampaignsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** @throws FieldRejectedError */
  async create(maker: Viewer, draft: CampaignDraft): Promise<Campaign> {
    const checked = checkedDraft(draft, await this.cityCodes());
    const programId = await this.campaigns.firstProgramId();
    invariant(programId, 'a programme exists before its campaigns');
    const id = this.ids.next('campaign');
    return this.database.transaction(async (tx) => {
      await this.campaigns.insert(tx, { ...checked, id, slug: id.slice(-10), programId, createdBy: maker.id });
      await this.record(tx, id, null, 'DRAFT', maker.id, 'created');
      return this.locked(tx, id);
    });
  }

  /** @throws FieldRejectedError, InvalidStateError, RequestError campaign_not_found */
  async update(maker: Viewer, id: string, draft: CampaignDraft): Promise<Campaign> {
    const checked = checkedDraft(draft, await this.cityCodes());
    return this.database.transaction(async (tx) => {
      const campaign = await this.locked(tx, id);
      if (!isEditable(campaign.state)) throw new InvalidStateError(campaign.state, 'update');
      await this.campaigns.update(tx, id, checked);
      await this.record(tx, id, campaign.state, campaign.state, maker.id, 'edited');
      return this.locked(tx, id);
    });
  }

  submit(maker: Viewer, id: string): Promise<Campaign> {
    return this.step(id, 'submit', maker.id, 'submitted');
  }

  /** @throws SamePersonError when the checker made or last edited what is to be approved */
  approve(checker: Viewer, id: string, reason: string): Promise<Campaign> {
    return this.step(id, 'approve', checker.id, reason, async (tx, campaign) => {
      const hands = (await this.campaigns.transitions(id)).filter(({ to }) => to === 'DRAFT' || to === 'IN_REVIEW');
      if (campaign.createdBy === checker.id || hands.some(({ actor }) => actor === checker.id))
        throw new SamePersonError();
      await this.campaigns.setState(tx, id, 'APPROVED', checker.id);
    });
  }

  reject(checker: Viewer, id: string, reason: string): Promise<Campaign> {
    return this.step(id, 'reject', checker.id, reason);
  }

  /** @throws PublishGateClosedError naming everything that is missing */
  publish(maker: Viewer, id: string): Promise<Campaign> {
    return this.step(id, 'publish', maker.id, 'published', (_, campaign) => {
      const faults = publishGateFaults(campaign, this.clock.now());
      if (faults.length > 0) throw new PublishGateClosedError(faults);
    });
  }

  pause(staff: Viewer, id: string, reason: string): Promise<Campaign> {
    return this.step(id, 'pause', staff.id, reason);
  }

  resume(staff: Viewer, id: string, reason: string): Promise<Campaign> {
    return this.step(id, 'resume', staff.id, reason, (_, campaign) => {
      const faults = publishGateFaults(campaign, this.clock.now());
      if (faults.length > 0) throw new PublishGateClosedError(faults);
    });
  }

  /** Ends what has run out of its window; safe to call from many processes. */
  async endDue(): Promise<number> {
    const due = await this.campaigns.dueToEnd(this.clock.now());
    for (const id of due) {
      try {
        await this.step(id, 'end', SYSTEM, 'window_over');
      } catch (error) {
        if (!(error instanceof InvalidStateError)) throw error; // Another process ended it first.
      }
    }
    return due.length;
  }

  private async step(
    id: string,
    step: CampaignStep,
    actor: string,
    reason: string,
    condition?: (tx: Tx, campaign: Campaign) => void | Promise<void>,
  ): Promise<Campaign> {
    return this.database.transaction(async (tx) => {
      const campaign = await this.locked(tx, id);
      const to = stateAfter(campaign.state, step);
      await condition?.(tx, campaign);
      await this.campaigns.setState(tx, id, to);
      await this.record(tx, id, campaign.state, to, actor, reason);
      await this.signals.send(tx, [{ kind: 'campaign', id }]);
      return this.locked(tx, id);
    });
  }

  private async record(
    tx: Tx,
    id: string,
    from: Campaign['state'] | null,
    to: Campaign['state'],
    actor: string,
    reason: string,
  ): Promise<void> {
    await this.campaigns.recordTransition(tx, id, { from, to, actor, reason, at: this.clock.now() });
  }

  private async locked(tx: Tx, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.lock(tx, id);
    if (!campaign) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    return campaign;
  }

  private async cityCodes(): Promise<Set<string>> {
    return new Set((await this.organizations.cities()).map(({ code }) => code));
  }
}
