import { Inject, Injectable } from '@nestjs/common';
import { Database, type TeamRole, type Tx } from '#platform';
import type { TeamInvitation, TeamLeader } from './team.types.js';

/** Who leads which team, and who was invited to. */
@Injectable()
export class TeamLeadersRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** A leader who has not left. */
  async find(id: string): Promise<TeamLeader | null> {
    return this.database.reader.teamLeader.findFirst({ where: { id, leftAt: null } });
  }

  /** The signed-in person as leader of this team. */
  async ofUser(teamId: string, userId: string): Promise<TeamLeader | null> {
    return this.database.reader.teamLeader.findFirst({ where: { teamId, userId, leftAt: null } });
  }

  /** Everybody who leads it now, the captain first. */
  async ofTeam(teamId: string, tx?: Tx): Promise<TeamLeader[]> {
    const client = tx ?? this.database.reader;
    return client.teamLeader.findMany({ where: { teamId, leftAt: null }, orderBy: [{ role: 'asc' }, { id: 'asc' }] });
  }

  async insert(tx: Tx, leader: TeamLeader): Promise<void> {
    await tx.teamLeader.create({ data: leader });
  }

  async setRole(tx: Tx, id: string, role: TeamRole): Promise<void> {
    await tx.teamLeader.update({ where: { id }, data: { role } });
  }

  async insertInvitation(tx: Tx, invitation: TeamInvitation): Promise<void> {
    await tx.teamInvitation.create({ data: invitation });
  }

  /** Locks the invitation for the rest of the transaction, then reads it. */
  async lockInvitation(tx: Tx, id: string): Promise<TeamInvitation | null> {
    await tx.$queryRaw`SELECT 1 FROM team_invitation WHERE id = ${id} FOR UPDATE`;
    return tx.teamInvitation.findUnique({ where: { id } });
  }

  async accept(tx: Tx, id: string, acceptedBy: string): Promise<void> {
    await tx.teamInvitation.update({ where: { id }, data: { acceptedBy } });
  }
}
