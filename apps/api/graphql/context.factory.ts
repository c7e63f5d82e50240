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

  /** The context of one HTTP request; a browser without a visitor's cookie is given one with the answer. */
  async forRequest(request: FastifyRequest, reply: FastifyReply): Promise<GraphContext> {
    const headers = headersOf(request);
    return {
      ...this.base(localeOf(request.headers['accept-language'])),
      viewer: await this.authentication.viewerOf(headers),
      headers,
      setCookies: (lines) => void reply.header('set-cookie', lines),
      visitorHash: visitorHash(request.cookies[VISITOR_COOKIE] ?? this.greet(reply)),
      address: request.ip,
    };
  }

  /** The context of a page rendered for everyone: nobody in particular. */
  anonymous(locale: Locale): GraphContext {
    return {
      ...this.base(locale),
      viewer: null,
      visitorHash: null,
      address: '',
      headers: new Headers(),
      setCookies: () => undefined,
    };
  }

  /** The same person asking once more: what was read or opened for the question before is not kept. */
  renewed(context: GraphContext): GraphContext {
    const { locale, t, loaders, openedPledges } = this.base(context.locale);
    return { ...context, locale, t, loaders, openedPledges };
  }

  private greet(reply: FastifyReply): string {
    const token = newVisitorToken();
    void reply.setCookie(VISITOR_COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.settings.publicUrl.startsWith('https://'),
      maxAge: COOKIE_SECONDS,
    });
    return token;
  }

  private base(locale: Locale) {
    const opened = { openedPledges: new Set<string>(), openedTeams: new Set<string>() };
    return { locale, t: translator(locale), loaders: this.loaders.create(), ...opened };
  }
}
