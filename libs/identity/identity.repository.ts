import { hash } from '@node-rs/argon2';
import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Database, type Role, type Tx } from '#platform';
import type { Viewer } from './viewer.js';

export interface Invitation {
  name: string;
  email: string;
  password: string;
  role: Role;
  orgUnitId: string | null;
}

const VIEWER = { id: true, name: true, email: true, role: true, orgUnitId: true } as const;

@Injectable()
export class IdentityRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  async find(userId: string): Promise<Viewer | null> {
    return this.database.reader.user.findUnique({ where: { id: userId }, select: VIEWER });
  }

  async names(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    return this.database.reader.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  }

  /** Creates a person who may sign in with a password. */
  async invite(tx: Tx, invitation: Invitation): Promise<Viewer> {
    const { password, ...person } = invitation;
    const id = this.ids.next('user');
    const user = await tx.user.create({ data: { id, emailVerified: true, ...person }, select: VIEWER });
    await tx.account.create({
      data: { id, accountId: id, providerId: 'credential', userId: id, password: await hash(password) },
    });
    return user;
  }
}
