import { hash, verify } from '@node-rs/argon2';
import { Inject, Injectable } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { Database, Settings } from '#platform';
import { IdentityRepository } from './identity.repository.js';
import type { Viewer } from './viewer.js';

const ABSOLUTE_SESSION_SECONDS = 12 * 3600;

function configure(database: Database, settings: Settings) {
  return betterAuth({
    database: prismaAdapter(database.reader, { provider: 'postgresql' }),
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    secret: settings.sessionSecret,
    trustedOrigins: [settings.publicUrl],
    emailAndPassword: {
      enabled: true,
      // Staff and federations are invited; donors need no account to give.
      disableSignUp: true,
      password: { hash: (password) => hash(password), verify: (entry) => verify(entry.hash, entry.password) },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        orgUnitId: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: ABSOLUTE_SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'yiqijuan',
      useSecureCookies: settings.publicUrl.startsWith('https://'),
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
    },
    telemetry: { enabled: false },
  });
}

/** Sign-in by e-mail and password with server-side sessions. */
@Injectable()
export class Authentication {
  private readonly auth: ReturnType<typeof configure>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Settings) settings: Settings,
    @Inject(IdentityRepository) private readonly people: IdentityRepository,
  ) {
    this.auth = configure(database, settings);
  }

  /** Answers everything under /api/auth. */
  handle(request: Request): Promise<Response> {
    return this.auth.handler(request);
  }

  /** The person whose session these headers carry, or null. */
  async viewerOf(headers: Headers): Promise<Viewer | null> {
    if (!headers.get('cookie')?.includes('yiqijuan.session_token')) return null;
    const found = await this.auth.api.getSession({ headers });
    return found ? this.people.find(found.user.id) : null;
  }
}
