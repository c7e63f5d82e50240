import { Prisma } from './generated/client.js';
import type { Database } from './database.js';

/** An invariant of the data: a sentence that must hold, and the SQL that finds whatever breaks it. */
export interface Check {
  /** e.g. «every batch has equal debit and credit» */
  sentence: string;
  /** The same sentence in Chinese, for staff. */
  zh?: string;
  /** Selects one row per offender. */
  offenders: string;
}

export interface CheckResult {
  sentence: string;
  offenders: number;
}

/**
 * Runs each check and counts its offenders.
 * @param onProgress told after each check how many have been run
 */
export async function runChecks(
  database: Database,
  checks: readonly Check[],
  onProgress?: (done: number) => Promise<void>,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { sentence, offenders } of checks) {
    const counted = Prisma.sql`SELECT count(*)::int AS offenders FROM (${Prisma.raw(offenders)}) AS found`;
    const [row] = await database.reader.$queryRaw<{ offenders: number }[]>(counted);
    results.push({ sentence, offenders: row?.offenders ?? 0 });
    await onProgress?.(results.length);
  }
  return results;
}
