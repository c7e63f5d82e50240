import { Inject, Injectable } from '@nestjs/common';
import { Database, Prisma, type Sealed, type Tx } from '#platform';

export interface DonorAccount {
  userId: string;
  subjectId: string;
  email: Sealed | null;
  phone: Sealed | null;
  emailLookup: string | null;
  createdAt: Date;
}

@Injectable()
export class DonorAccountsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(userId: string): Promise<DonorAccount | null> {
    return this.database.reader.donorAccount.findUnique({ where: { userId } });
  }

  /** Locks the account's row for the rest of the transaction, then reads what is kept beside it. */
  async lock(tx: Tx, userId: string): Promise<DonorAccount | null> {
    await tx.$queryRaw(Prisma.sql`SELECT 1 FROM user_account WHERE id = ${userId} FOR UPDATE`);
    return tx.donorAccount.findUnique({ where: { userId } });
  }

  async insert(tx: Tx, account: DonorAccount): Promise<void> {
    await tx.donorAccount.create({ data: account });
  }

  /** Whether somebody signs in by this. */
  async isKnown(login: string, tx?: Tx): Promise<boolean> {
    return (await (tx ?? this.database.reader).user.count({ where: { email: login } })) > 0;
  }

  /** @param login what the sign-in library is to know the account by */
  async update(tx: Tx, userId: string, login: string, address: { email: Sealed; emailLookup: string }): Promise<void> {
    await tx.user.update({ where: { id: userId }, data: { email: login } });
    await tx.donorAccount.update({ where: { userId }, data: address });
  }

  /** Ends every session of the account but one. */
  async endSessions(tx: Tx, userId: string, keptToken: string): Promise<void> {
    await tx.session.deleteMany({ where: { userId, token: { not: keptToken } } });
  }

  /** Takes away the account with its sessions. Only a donor's: staff are dismissed otherwise. */
  async remove(tx: Tx, userId: string): Promise<void> {
    await tx.user.deleteMany({ where: { id: userId, role: 'DONOR' } });
  }
}
