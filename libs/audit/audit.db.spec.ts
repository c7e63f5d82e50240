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

  it('says every sentence in Chinese too', () => {
    const said = ALL_CHECKS.map(({ zh }) => zh ?? '');
    expect(ALL_CHECKS.filter(({ zh }) => !/\p{Script=Han}/u.test(zh ?? '')).map(({ sentence }) => sentence)).toEqual(
      [],
    );
    expect(new Set(said).size).toBe(ALL_CHECKS.length);
  });

  it('is run by the worker for whoever asks, and tells meanwhile how far it has come', async () => {
    const asked = await audit.request('usr_maker');
    expect(asked).toMatchObject({ askedBy: 'usr_maker', finishedAt: null, checks: 0 });
    expect((await audit.running())?.id).toBe(asked.id);
    // A second wish joins the first.
    expect((await audit.request('usr_checker')).id).toBe(asked.id);
    const run = await audit.carryOut(asked.id);
    expect(run).toMatchObject({ checks: ALL_CHECKS.length, broken: [], finishedAt: expect.any(Date) });
    expect(await audit.carryOut(asked.id)).toEqual(run);
    expect(await audit.running()).toBeNull();
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
