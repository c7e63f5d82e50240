import { Inject, Injectable } from '@nestjs/common';
import { addWorkingDays, chinaDay, Clock, FieldRejectedError, IdSource, RequestError, type CivilDate } from '#kernel';
import { Database, Vault } from '#platform';
import { CampaignsRepository } from './campaigns.repository.js';

const MAX_MESSAGE = 2000;
const MAX_CONTACT = 200;
/** 慈善组织互联网公开募捐信息平台基本管理规范 (MZ/T 088-2017): reports are answered within five working days. */
const ANSWER_WORKING_DAYS = 5;

/** 举报: anybody may report a concern about a campaign, or about one team of it. */
@Injectable()
export class ConcernsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * @param teamId the team it is about, which is one of this campaign
   * @throws FieldRejectedError, RequestError campaign_not_found
   */
  async report(
    campaignId: string,
    message: string,
    contact: string | null,
    teamId: string | null = null,
  ): Promise<{ id: string; answerDueOn: CivilDate }> {
    const text = message.trim();
    if (text === '') throw new FieldRejectedError('message', 'field_required');
    if (text.length > MAX_MESSAGE) throw new FieldRejectedError('message', 'field_too_long', { max: MAX_MESSAGE });
    const reach = contact?.trim() || null;
    if (reach && reach.length > MAX_CONTACT)
      throw new FieldRejectedError('contact', 'field_too_long', { max: MAX_CONTACT });
    if (!(await this.campaigns.find(campaignId))) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    const id = this.ids.next('report');
    const answerDueOn = addWorkingDays(chinaDay(this.clock.now()), ANSWER_WORKING_DAYS);
    await this.database.transaction(async (tx) => {
      const subjectId = reach ? await this.vault.createSubject(tx) : null;
      const sealed = subjectId && reach ? await this.vault.seal(tx, subjectId, 'contact', reach) : null;
      await this.campaigns.insertConcern(tx, {
        id,
        campaignId,
        teamId,
        message: text,
        subjectId,
        contact: sealed,
        answerDueOn,
      });
    });
    return { id, answerDueOn };
  }
}
