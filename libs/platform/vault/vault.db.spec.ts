import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openServices, type Services } from '../../../test/support/services.js';
import { Vault } from './vault.js';

let services: Services;
let vault: Vault;
const why = { actor: 'test', reason: 'to see whether it opens' };

beforeAll(async () => {
  services = await openServices([], {}, []);
  vault = services.get(Vault);
});
afterAll(() => services.close());

const inTx = <T>(work: Parameters<typeof services.database.transaction<T>>[0]) => services.database.transaction(work);

async function sealed(text: string) {
  return inTx(async (tx) => {
    const subjectId = await vault.createSubject(tx);
    return { subjectId, box: await vault.seal(tx, subjectId, 'email', text) };
  });
}

it('opens what it sealed, and leaves a row for the read', async () => {
  const { subjectId, box } = await sealed('donor@example.org');
  expect(Buffer.from(box).includes('donor')).toBe(false);
  expect(await inTx((tx) => vault.open(tx, subjectId, 'email', box, why))).toBe('donor@example.org');
  const reads = await services.database.reader.personalDataAccess.findMany({ where: { subjectId } });
  expect(reads).toMatchObject([why]);
});

it('returns nothing when the log row cannot be kept', async () => {
  const { subjectId, box } = await sealed('x');
  await expect(
    inTx(async (tx) => {
      await vault.open(tx, subjectId, 'email', box, why);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await services.database.reader.personalDataAccess.count({ where: { subjectId } })).toBe(0);
});

it('does not open a value moved to another person or another field', async () => {
  const { box } = await sealed('x');
  const other = await sealed('y');
  await expect(inTx((tx) => vault.open(tx, other.subjectId, 'email', box, why))).rejects.toThrow();
  await expect(inTx((tx) => vault.open(tx, other.subjectId, 'payerName', other.box, why))).rejects.toThrow();
});

it('opens nothing of a person who has been erased', async () => {
  const { subjectId, box } = await sealed('x');
  await services.database.reader.personalSubject.delete({ where: { id: subjectId } });
  expect(await inTx((tx) => vault.open(tx, subjectId, 'email', box, why))).toBeNull();
});

it('gives an account whom an address found; whoever gave in another account stays there', async () => {
  const emailLookup = vault.emailLookup('left@example.org');
  const [guest, own, foreign] = await inTx(async (tx) => [
    await vault.createSubject(tx, { email: 'left@example.org' }),
    await vault.createSubject(tx, { email: 'Left@example.org', accountId: 'usr_own' }),
    await vault.createSubject(tx, { email: 'left@example.org', accountId: 'usr_foreign' }),
  ]);
  const adopted = await inTx((tx) => vault.adopt(tx, emailLookup, { accountId: 'usr_own', email: 'new@example.org' }));
  expect(adopted.sort()).toEqual([guest, own].sort());
  const found = (accountId: string, email: string) =>
    vault.subjectsOf({ accountId, emailLookup: vault.emailLookup(email) });
  expect((await found('usr_own', 'new@example.org')).sort()).toEqual([guest, own].sort());
  expect(await found('usr_heir', 'left@example.org')).toEqual([]);
  expect(await found('usr_foreign', 'left@example.org')).toEqual([foreign]);
});
