import type {} from '@fastify/cookie'; // adds cookies to Fastify's types
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication, newVisitorToken, visitorHash } from '#identity';
import { Settings } from '#platform';
import { headersOf } from '../http/headers.js';
import { localeOf, translator, type Locale } from '../messages/messages.js';
import type { GraphContext } from './context.js';
import { LoaderFactory } from './loaders.js';

const VISITOR_COOKIE = 'yiqijuan.visitor';
const COOKIE_SECONDS = 400 * 86_400;

@Injectable()
export class ContextFactory {
  constructor(
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(LoaderFactory) private readonly loaders: LoaderFactory,
    @Inject(Settings) private readonly settings: Settings,
  ) {}

  /** The context of one HTTP request. */
  async forRequest(request: FastifyRequest, reply: FastifyReply): Promise<GraphContext> {
    const locale = localeOf(request.headers['accept-language']);
    const token = request.cookies[VISITOR_COOKIE];
    let hash = token ? visitorHash(token) : null;
    return {
      ...this.base(locale),
      viewer: await this.authentication.viewerOf(headersOf(request)),
      visitor: {
        hash,
        ensureHash: () => {
          if (hash !== null) return hash;
          const fresh = newVisitorToken();
          void reply.setCookie(VISITOR_COOKIE, fresh, {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure: this.settings.publicUrl.startsWith('https://'),
            maxAge: COOKIE_SECONDS,
          });
          hash = visitorHash(fresh);
          return hash;
        },
      },
    };
  }

  /** The context of a page rendered for everyone: a visitor without a cookie. */
  anonymous(locale: Locale): GraphContext {
    return {
      ...this.base(locale),
      viewer: null,
      visitor: {
        hash: null,
        ensureHash: () => {
          throw new Error('a page rendered for everyone makes no pledge');
        },
      },
    };
  }

  private base(locale: Locale) {
    return { locale, t: translator(locale), loaders: this.loaders.create(), openedPledges: new Set<string>() };
  }
}
