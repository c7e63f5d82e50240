import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestError } from '#kernel';
import { openServices, type Services } from '../../test/support/services.js';
import { ALL_CHECKS } from './all-checks.js';
import { BooksBrokenError } from './audit.errors.js';
import { AuditModule } from './audit.module.js';
import { AuditService } from './audit.service.js';

let services: Services;
let audit: AuditService;

beforeAll(async () => {
  services = await openServices([AuditModule]);
  audit = services.get(AuditService);
});
afterAll(() => services.close());

/** Somebody with all rights changes what the last batch says it holds. */
const tamper = (by: number) =>
  services.asOwner(`ALTER TABLE ledger_book DISABLE TRIGGER ALL;
                    UPDATE ledger_book SET last_position = last_position + ${by};
                    ALTER TABLE ledger_book ENABLE TRIGGER ALL`);

describe('the audit', () => {
  it('checks every sentence, each of its own', async () => {
    const run = await audit.runNow('usr_checker');
    expect(run).toMatchObject({ checks: ALL_CHECKS.length, broken: [] });
    expect(new Set(ALL_CHECKS.map(({ sentence }) => sentence)).size).toBe(ALL_CHECKS.length);
    expect(await audit.halted()).toBeNull();
  });

  it('runs once a night, whichever of many processes asks', async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, () => audit.runNightly()));
    const hour = Number(new Date(Date.now() + 8 * 3_600_000).getUTCHours());
    expect(runs.filter((run) => run !== null)).toHaveLength(hour < 2 ? 0 : 1);
  });

  it('stops posting when a sentence does not hold, and says which', async () => {
    await tamper(1);
    const run = await audit.runNow('usr_checker');
    expect(run.broken.map(({ sentence }) => sentence)).toEqual(['the head of the books is the last batch']);
    expect((await audit.halted())?.reason).toContain('the head of the books is the last batch');
    expect((await audit.latest())?.id).toBe(run.id);
  });

  it('lets posting go on only when everything holds again, and only when it had stopped', async () => {
    await expect(audit.resume('usr_checker', 'repaired')).rejects.toThrow(BooksBrokenError);
    await tamper(-1);
    await audit.resume('usr_checker', 'the row was put back from the backup');
    expect(await audit.halted()).toBeNull();
    await expect(audit.resume('usr_checker', 'again')).rejects.toThrow(RequestError);
    const { rows } = await services.asOwner('SELECT stopped, actor FROM posting_change ORDER BY id');
    expect(rows).toEqual([
      { stopped: true, actor: 'audit' },
      { stopped: false, actor: 'usr_checker' },
    ]);
  });
});
