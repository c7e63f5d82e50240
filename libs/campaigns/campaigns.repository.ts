import { Inject, Injectable } from '@nestjs/common';
import { Database, type CampaignState, type Prisma, type Tx } from '#platform';
import type { CampaignDraft } from './campaign-draft.js';
import type { Campaign, CampaignTransition, Charity } from './campaign.types.js';

const WITH_CHARITY = { program: { include: { charity: true } } } satisfies Prisma.CampaignInclude;

type Row = Prisma.CampaignGetPayload<{ include: typeof WITH_CHARITY }>;

function toCampaign({ program, ...row }: Row): Campaign {
  return { ...row, charity: program.charity };
}

export interface CampaignSearch {
  /** Words of its title or summary, in any case. */
  text?: string;
  /** A city it raises for. */
  regionCode?: string;
}

export interface CampaignPage extends CampaignSearch {
  groups: readonly (readonly CampaignState[])[];
  /** Continue behind this campaign of this group. */
  after: { group: number; id: string } | null;
  limit: number;
}

@Injectable()
export class CampaignsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async findBySlug(slug: string): Promise<Campaign | null> {
    const row = await this.database.reader.campaign.findUnique({ where: { slug }, include: WITH_CHARITY });
    return row && toCampaign(row);
  }

  async findMany(ids: readonly string[]): Promise<Campaign[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.reader.campaign.findMany({
      where: { id: { in: [...ids] } },
      include: WITH_CHARITY,
    });
    return rows.map(toCampaign);
  }

  async find(id: string): Promise<Campaign | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** By group of states in the order given, newest first within each; ids sort by the time they were made. */
  async page({ groups, after, limit, text, regionCode }: CampaignPage): Promise<Campaign[]> {
    const found: Campaign[] = [];
    const holds = text ? { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } : null;
    const sought = {
      ...(holds ? { OR: [{ title: holds }, { summary: holds }] } : {}),
      ...(regionCode ? { regionCodes: { has: regionCode } } : {}),
    };
    for (let group = after?.group ?? 0; group < groups.length && found.length < limit; group++) {
      const behind = after?.group === group ? { id: { lt: after.id } } : {};
      const rows = await this.database.reader.campaign.findMany({
        where: { state: { in: [...(groups[group] ?? [])] }, ...sought, ...behind },
        include: WITH_CHARITY,
        orderBy: { id: 'desc' },
        take: limit - found.length,
      });
      found.push(...rows.map(toCampaign));
    }
    return found;
  }

  /** Locks the campaign for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<Campaign | null> {
    await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${id} FOR UPDATE`;
    const row = await tx.campaign.findUnique({ where: { id }, include: WITH_CHARITY });
    return row && toCampaign(row);
  }

  async insert(
    tx: Tx,
    campaign: CampaignDraft & { id: string; slug: string; programId: string; createdBy: string },
  ): Promise<void> {
    await tx.campaign.create({ data: campaign });
  }

  async update(tx: Tx, id: string, draft: CampaignDraft): Promise<void> {
    await tx.campaign.update({ where: { id }, data: draft });
  }

  async setState(tx: Tx, id: string, state: CampaignState, approvedBy?: string): Promise<void> {
    await tx.campaign.update({ where: { id }, data: { state, ...(approvedBy ? { approvedBy } : {}) } });
  }

  async recordTransition(tx: Tx, campaignId: string, transition: CampaignTransition): Promise<void> {
    await tx.campaignTransition.create({ data: { campaignId, ...transition } });
  }

  async transitions(campaignId: string): Promise<CampaignTransition[]> {
    return this.database.reader.campaignTransition.findMany({
      where: { campaignId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** Live campaigns whose window is over. */
  async dueToEnd(now: Date): Promise<string[]> {
    const rows = await this.database.reader.campaign.findMany({
      where: { state: { in: ['LIVE', 'PAUSED'] }, endsAt: { lte: now } },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  async firstProgramId(): Promise<string | null> {
    const program = await this.database.reader.program.findFirst({ select: { id: true }, orderBy: { id: 'asc' } });
    return program?.id ?? null;
  }

  async ofProgram(programId: string): Promise<Campaign[]> {
    const rows = await this.database.reader.campaign.findMany({ where: { programId }, include: WITH_CHARITY });
    return rows.map(toCampaign);
  }

  /** Who raises here; empty before the first programme. */
  async charityName(): Promise<string> {
    const charity = await this.database.reader.charity.findFirst({ select: { name: true }, orderBy: { id: 'asc' } });
    return charity?.name ?? '';
  }

  async insertProgram(tx: Tx, charity: Charity, program: { id: string; name: string }): Promise<void> {
    await tx.charity.create({ data: charity });
    await tx.program.create({ data: { ...program, charityId: charity.id } });
  }

  async insertConcern(
    tx: Tx,
    concern: {
      id: string;
      campaignId: string;
      teamId: string | null;
      message: string;
      subjectId: string | null;
      contact: Uint8Array<ArrayBuffer> | null;
      answerDueOn: string;
    },
  ): Promise<void> {
    await tx.concernReport.create({ data: concern });
  }

  /** Concerns about these teams, newest first. Who reported them stays sealed. */
  async concernsAbout(
    teamIds: readonly string[],
  ): Promise<{ id: string; teamId: string | null; message: string; answerDueOn: string; createdAt: Date }[]> {
    return this.database.reader.concernReport.findMany({
      where: { teamId: { in: [...teamIds] } },
      select: { id: true, teamId: true, message: true, answerDueOn: true, createdAt: true },
      orderBy: { id: 'desc' },
    });
  }
}
