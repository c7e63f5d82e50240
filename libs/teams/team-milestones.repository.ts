import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform';

/** Percent of a target of which followers are told. */
export const MILESTONES = [50, 90, 100] as const;

/** What of a team its followers have been told. */
@Injectable()
export class TeamMilestonesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Public teams that have reached a milestone nobody was told of. */
  async due(limit: number): Promise<string[]> {
    const rows = await this.database.reader.$queryRaw<{ id: string }[]>`
      SELECT id FROM team
      WHERE state = 'PUBLIC' AND target > 0 AND told_milestone < (
        SELECT coalesce(max(percent), 0) FROM unnest(${[...MILESTONES]}::int[]) AS milestone (percent)
        WHERE raised * 100 >= target * percent)
      ORDER BY id LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** Records that they are told; false when that was done, or passed, before. */
  async tell(tx: Tx, id: string, percent: number): Promise<boolean> {
    const where = { id, toldMilestone: { lt: percent } };
    return (await tx.team.updateMany({ where, data: { toldMilestone: percent } })).count === 1;
  }
}
