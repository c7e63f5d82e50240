import type pg from 'pg';
import { ALL_CHECKS } from '../../libs/audit/all-checks.js';

/** Runs every invariant. @throws Error naming each broken sentence and its first offenders */
export async function assertInvariants(database: pg.Client): Promise<void> {
  const broken: string[] = [];
  for (const { sentence, offenders } of ALL_CHECKS) {
    const { rows } = await database.query<Record<string, unknown>>(`SELECT * FROM (${offenders}) AS found LIMIT 3`);
    if (rows.length > 0) broken.push(`${sentence}: ${JSON.stringify(rows)}`);
  }
  if (broken.length > 0) throw new Error(`broken invariants:\n${broken.join('\n')}`);
}
