import { hash, verify } from '@node-rs/argon2';
import { Inject, Injectable } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { Database, Logger, Settings } from '#platform';
import { IdentityRepository } from './identity.repository.js';
import type { Viewer } from './viewer.js';
import { wechatDoor } from './wechat-door.js';

const ABSOLUTE_SESSION_SECONDS = 12 * 3600;
const CODE_SECONDS = 600;
const CODE_TRIES = 3;

/** Codes are asked for and given back through our own door, which counts; the library's doors for them stay shut. */
const SHUT_DOORS = [
  '/sign-in/email-otp',
  '/email-otp/send-verification-otp',
  '/email-otp/check-verification-otp',
  '/email-otp/verify-email',
  '/email-otp/request-password-reset',
  '/email-otp/reset-password',
  '/email-otp/request-email-change',
  '/email-otp/change-email',
  '/forget-password/email-otp',
  '/delete-user',
  '/update-user',
];

function withoutTokens<Data extends object>(account: Data) {
  return Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } });
}

function configure(database: Database, settings: Settings, logger: Logger) {
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
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: CODE_SECONDS,
        allowedAttempts: CODE_TRIES,
        storeOTP: 'hashed',
        sendVerificationOTP: () => Promise.reject(new Error('codes are sent by DonorSignIn')),
      }),
      ...(settings.wechat ? [wechatDoor(settings.wechat, logger)] : []),
    ],
    // Where somebody comes back to who was signed in elsewhere, if it is not known from where they left.
    onAPIError: { errorURL: `${settings.publicUrl}/my` },
    disabledPaths: SHUT_DOORS,
    ...(settings.wechat
      ? {
          socialProviders: {
            wechat: {
              clientId: settings.wechat.appId,
              clientSecret: settings.wechat.secret,
            },
          },
        }
      : {}),
    databaseHooks: {
      account: {
        // We ask WeChat who somebody is, each time; what would let us ask more is not kept, whether new or known.
        create: { before: withoutTokens },
        update: { before: withoutTokens },
      },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, input: false, defaultValue: 'DONOR' },
        orgUnitId: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: ABSOLUTE_SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        // The library's own rule is three in ten seconds; a mobile network has many people behind one address.
        '/sign-in/social': { window: 60, max: 60 },
      },
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
    @Inject(Logger) logger: Logger,
  ) {
    this.auth = configure(database, settings, logger);
  }

  /** Answers everything under /api/auth. */
  handle(request: Request): Promise<Response> {
    return this.auth.handler(request);
  }

  /** Makes a sign-in code for a login and voids the one before it. */
  createCode(login: string): Promise<string> {
    return this.auth.api.createVerificationOTP({ body: { email: login, type: 'sign-in' } });
  }

  /** Opens a session for whoever holds the code; null when it does not open anything. */
  async signInByCode(
    login: string,
    otp: string,
    headers: Headers,
  ): Promise<{ userId: string; cookies: string[] } | null> {
    const response = await this.auth.api.signInEmailOTP({ body: { email: login, otp }, headers, asResponse: true });
    if (response.status >= 500) throw new Error(`the sign-in library answered ${response.status}`);
    if (!response.ok) return null;
    const { user } = (await response.json()) as { user: { id: string } };
    return { userId: user.id, cookies: response.headers.getSetCookie() };
  }

  /** Makes a code that proves something and opens nothing. @param login of nobody; the code before it is void */
  createProof(login: string): Promise<string> {
    return this.auth.api.createVerificationOTP({ body: { email: login, type: 'email-verification' } });
  }

  /** Whether this is the code of a proof. Good once, wrong three times at most: the library counts, in one step. */
  async takeProof(login: string, otp: string): Promise<boolean> {
    const response = await this.auth.api.verifyEmailOTP({ body: { email: login, otp }, asResponse: true });
    if (response.status >= 500) throw new Error(`the sign-in library answered ${response.status}`);
    // It takes the code first and looks for the person then; nobody has such a login, so this is its yes.
    const { code } = (await response.json()) as { code?: string };
    return code === 'USER_NOT_FOUND';
  }

  /** The token of the session these headers carry, or null. */
  async sessionOf(headers: Headers): Promise<string | null> {
    return (await this.auth.api.getSession({ headers }))?.session.token ?? null;
  }

  /** The person whose session these headers carry, or null. */
  async viewerOf(headers: Headers): Promise<Viewer | null> {
    if (!headers.get('cookie')?.includes('yiqijuan.session_token')) return null;
    const found = await this.auth.api.getSession({ headers });
    return found ? this.people.find(found.user.id) : null;
  }
}
