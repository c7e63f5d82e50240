import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, FieldRejectedError, invariant, isCivilDate, MAX_TOTAL_WEIGHT, type CivilDate } from '#kernel';
import { OrganizationsRepository } from '#organizations';
import { Database, type IndicatorKind } from '#platform';
import { AllocationRepository } from './allocation.repository.js';
import { RuleRejectedError } from './allocation.errors.js';
import { checkRule, type CheckedRule } from './rule-check.js';
import type { RuleDraft, SolvedRule } from './rule.types.js';

/** Figures about cities, as staff enter them: one day, one source. */
export interface FigureSheet {
  kind: IndicatorKind;
  asOf: CivilDate;
  source: string;
  figures: readonly { regionCode: string; value: number }[];
}

const MAX_SOURCE = 200;

/** What a draft is checked against, and the figures drafts go by. */
@Injectable()
export class RuleDraftsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Checks and solves a draft without keeping it. @throws FieldRejectedError when its campaign does not exist */
  async check(draft: RuleDraft): Promise<CheckedRule> {
    return (await this.look(draft)).checked;
  }

  /**
   * The rule a draft makes, solved, and the programme it belongs to.
   * @throws FieldRejectedError, RuleRejectedError naming every fault
   */
  async solve(draft: RuleDraft): Promise<{ rule: SolvedRule; programId: string }> {
    const { checked, programId } = await this.look(draft);
    if (!checked.rule) throw new RuleRejectedError(checked.faults);
    return { rule: checked.rule, programId };
  }

  /** The programme of a campaign, or the first one there is. @throws FieldRejectedError when there is no such campaign */
  async programOf(campaignId: string | null): Promise<string> {
    const campaign = campaignId === null ? null : await this.campaigns.find(campaignId);
    if (campaignId !== null && !campaign) throw new FieldRejectedError('campaignId', 'campaign_not_found');
    const programId = campaign?.programId ?? (await this.campaigns.firstProgramId());
    invariant(programId, 'a programme exists before its rules');
    return programId;
  }

  /**
   * Keeps figures about cities; the latest day counts, and rules already drafted keep what they copied.
   * @throws FieldRejectedError
   */
  async recordFigures(maker: Viewer, { kind, asOf, source, figures }: FigureSheet): Promise<void> {
    const said = source.replace(/\s+/g, ' ').trim();
    if (!isCivilDate(asOf)) throw new FieldRejectedError('asOf', 'date_malformed');
    if (said === '') throw new FieldRejectedError('source', 'field_required');
    if (said.length > MAX_SOURCE) throw new FieldRejectedError('source', 'field_too_long', { max: MAX_SOURCE });
    const federations = new Map(
      (await this.organizations.cityFederations()).map((each) => [each.region.code, each.id]),
    );
    const rows = figures.map(({ regionCode, value }) => {
      const orgUnitId = federations.get(regionCode);
      if (!orgUnitId) throw new FieldRejectedError('figures', 'region_unknown', { region: regionCode });
      if (!Number.isInteger(value) || value < 0 || BigInt(value) > MAX_TOTAL_WEIGHT) {
        throw new FieldRejectedError('figures', 'figure_out_of_range', { region: regionCode });
      }
      const recorded = { recordedBy: maker.id, recordedAt: this.clock.now() };
      return { orgUnitId, kind, value: BigInt(value), asOf, source: said, ...recorded };
    });
    if (rows.length === 0) throw new FieldRejectedError('figures', 'field_required');
    await this.database.transaction((tx) => this.rules.recordIndicators(tx, rows));
  }

  private async look(draft: RuleDraft): Promise<{ checked: CheckedRule; programId: string }> {
    const programId = await this.programOf(draft.campaignId);
    const campaign = draft.campaignId === null ? null : await this.campaigns.find(draft.campaignId);
    const goesByFigures = draft.method === 'MOTHERS' || draft.method === 'NEED';
    const checked = checkRule(draft, {
      federations: await this.organizations.cityFederations(),
      campaignCities: campaign?.regionCodes ?? null,
      indicators: goesByFigures ? await this.rules.indicators(draft.method as IndicatorKind) : [],
    });
    return { checked, programId };
  }
}
