import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import { Database, Prisma, type TeamKind, type TeamState, type Tx } from '#platform';
import type { Team, TeamOrder, TeamTransition, TeamWords } from './team.types.js';

type Row = Prisma.TeamGetPayload<object>;

function toTeam(row: Row): Team {
  return { ...row, pending: row.pending === null ? null : (row.pending as Partial<TeamWords>) };
}

export type NewTeam = Omit<Team, 'raised' | 'gifts' | 'ownRaised' | 'ownGifts' | 'createdAt'>;

export interface TeamChange {
  state?: TeamState;
  name?: string;
  slogan?: string;
  pictureKey?: string | null;
  target?: Fen | null;
  pending?: Partial<TeamWords> | null;
  pendingSince?: Date | null;
}

export interface TeamPage {
  campaignId: string;
  states: readonly TeamState[];
  /** Squads of this team; null for teams themselves, left out for both. */
  parentId?: string | null;
  /** Part of a name. */
  search: string | null;
  order: TeamOrder;
  after: string | null;
  limit: number;
}

const ORDERS: Record<TeamOrder, Prisma.TeamOrderByWithRelationInput[]> = {
  GIFTS: [{ gifts: 'desc' }, { raised: 'desc' }, { id: 'asc' }],
  AMOUNT: [{ raised: 'desc' }, { gifts: 'desc' }, { id: 'asc' }],
  NEWEST: [{ id: 'desc' }],
};

/** Teams, their totals and the steps they took. Who leads them is the leaders' repository. */
@Injectable()
export class TeamsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<Team | null> {
    const row = await this.database.reader.team.findUnique({ where: { id } });
    return row && toTeam(row);
  }

  async findMany(ids: readonly string[]): Promise<Team[]> {
    const rows = await this.database.reader.team.findMany({ where: { id: { in: [...ids] } } });
    return rows.map(toTeam);
  }

  async page({ campaignId, states, parentId, search, order, after, limit }: TeamPage): Promise<Team[]> {
    const rows = await this.database.reader.team.findMany({
      where: {
        campaignId,
        state: { in: [...states] },
        ...(parentId === undefined ? {} : { parentId }),
        ...(search === null ? {} : { name: { contains: literally(search), mode: 'insensitive' } }),
      },
      orderBy: ORDERS[order],
      ...(after === null ? {} : { cursor: { id: after }, skip: 1 }),
      take: limit,
    });
    return rows.map(toTeam);
  }

  /** How many teams, and how many squads, of a campaign are public. */
  async counts(campaignId: string): Promise<{ teams: number; squads: number }> {
    const where = { campaignId, state: 'PUBLIC' } as const;
    const [teams, squads] = await Promise.all([
      this.database.reader.team.count({ where: { ...where, parentId: null } }),
      this.database.reader.team.count({ where: { ...where, NOT: { parentId: null } } }),
    ]);
    return { teams, squads };
  }

  /** Staff: teams in these states, or those of which something waits to be checked; newest first. */
  async pageForStaff(query: {
    states: readonly TeamState[] | null;
    waiting: boolean;
    after: string | null;
    limit: number;
  }): Promise<Team[]> {
    const { states, waiting, after, limit } = query;
    const rows = await this.database.reader.team.findMany({
      where: {
        ...(states ? { state: { in: [...states] } } : {}),
        ...(waiting ? { OR: [{ state: 'IN_REVIEW' }, { NOT: { pendingSince: null } }] } : {}),
        ...(after === null ? {} : { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toTeam);
  }

  /** Locks the team for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<Team | null> {
    await tx.$queryRaw`SELECT 1 FROM team WHERE id = ${id} FOR UPDATE`;
    const row = await tx.team.findUnique({ where: { id } });
    return row && toTeam(row);
  }

  /** Squads of a team that are not over, locked in order of their ids. */
  async lockSquads(tx: Tx, parentId: string): Promise<Team[]> {
    await tx.$queryRaw`SELECT 1 FROM team WHERE parent_id = ${parentId} ORDER BY id FOR UPDATE`;
    const rows = await tx.team.findMany({
      where: { parentId, state: { notIn: ['CLOSED', 'TAKEN_DOWN'] } },
      orderBy: { id: 'asc' },
    });
    return rows.map(toTeam);
  }

  async insert(tx: Tx, { pending, ...team }: NewTeam & { createdAt: Date }): Promise<void> {
    await tx.team.create({ data: { ...team, pending: jsonOf(pending) } });
  }

  /** Teams of the examples: nobody leads them. */
  async insertExamples(
    tx: Tx,
    teams: readonly (Pick<Team, 'id' | 'campaignId' | 'name' | 'slogan' | 'regionCode'> & { kind: TeamKind })[],
  ): Promise<void> {
    await tx.team.createMany({ data: [...teams] });
  }

  async update(tx: Tx, id: string, { pending, ...change }: TeamChange): Promise<void> {
    await tx.team.update({
      where: { id },
      data: { ...change, ...(pending === undefined ? {} : { pending: jsonOf(pending) }) },
    });
  }

  /** @returns the number of the step */
  async recordTransition(tx: Tx, teamId: string, transition: TeamTransition): Promise<bigint> {
    const { id } = await tx.teamTransition.create({ data: { teamId, ...transition }, select: { id: true } });
    return id;
  }

  async transitions(teamId: string): Promise<TeamTransition[]> {
    return this.database.reader.teamTransition.findMany({
      where: { teamId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** The last step of a team; null for one of the examples. */
  async lastTransition(teamId: string): Promise<TeamTransition | null> {
    return this.database.reader.teamTransition.findFirst({
      where: { teamId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'desc' },
    });
  }

  /** Adds posted gifts to the totals of their teams and of the teams above, in the transaction that posts them. */
  async addGifts(tx: Tx, gifts: readonly { teamId: string; amount: Fen }[]): Promise<void> {
    await this.move(
      tx,
      gifts.map((gift) => ({ ...gift, gifts: 1 })),
    );
  }

  /**
   * Moves the total of a team, and of the one above it, by what goes back of a gift (negative) or comes again; how many
   * gifts it counts stays.
   */
  async moveTotal(tx: Tx, teamId: string, amount: Fen): Promise<void> {
    await this.move(tx, [{ teamId, amount, gifts: 0 }]);
  }

  /** One row a team, locked in order of id so that two postings cannot deadlock. A squad never changes its team. */
  private async move(tx: Tx, changes: readonly { teamId: string; amount: Fen; gifts: number }[]): Promise<void> {
    if (changes.length === 0) return;
    const ids = changes.map(({ teamId }) => teamId);
    const amounts = changes.map(({ amount }) => amount);
    const gifts = changes.map((change) => change.gifts);
    await tx.$executeRaw`
      WITH own AS (
        SELECT id, sum(amount)::bigint AS amount, sum(gifts)::int AS gifts
        FROM unnest(${ids}::text[], ${amounts}::bigint[], ${gifts}::int[]) AS gift (id, amount, gifts) GROUP BY id
      ), spread AS (
        SELECT id, amount AS own_amount, gifts AS own_gifts, amount, gifts FROM own
        UNION ALL
        SELECT team.parent_id, 0, 0, own.amount, own.gifts FROM own JOIN team ON team.id = own.id
        WHERE team.parent_id IS NOT NULL
      ), change AS (
        SELECT id, sum(own_amount)::bigint AS own_amount, sum(own_gifts)::int AS own_gifts,
               sum(amount)::bigint AS amount, sum(gifts)::int AS gifts
        FROM spread GROUP BY id
      ), locked AS (
        SELECT id FROM team WHERE id IN (SELECT id FROM change) ORDER BY id FOR UPDATE
      )
      UPDATE team SET own_raised = own_raised + change.own_amount, own_gifts = team.own_gifts + change.own_gifts,
                      raised = raised + change.amount, gifts = team.gifts + change.gifts
      FROM change JOIN locked USING (id) WHERE team.id = change.id`;
  }
}

/** A part of a name as it is written: in a pattern, % and _ would stand for anything. */
function literally(search: string): string {
  return search.replace(/[\\%_]/g, '\\$&');
}

function jsonOf(pending: Partial<TeamWords> | null): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return pending === null ? Prisma.DbNull : { ...pending };
}
