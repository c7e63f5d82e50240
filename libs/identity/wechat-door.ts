import type { BetterAuthPlugin } from 'better-auth';
import type { Logger, Settings } from '#platform';

const PATIENCE_MS = 10_000;

/** What WeChat answers, as far as it is read; it says what was wrong with status 200 and an `errcode`. */
interface Answer {
  errcode?: number;
  access_token?: string;
  openid?: string;
  unionid?: string;
}

/** WeChat did not say who somebody is: it is away, or says why not. */
class WechatRefusal extends Error {
  override readonly name = 'WechatRefusal';
}

/**
 * The sign-in library's WeChat provider with our own two calls in place of its: to the address in the settings, with an
 * end to our patience, and asking for no more than who somebody is. Neither nickname nor picture is kept.
 * 网站应用微信登录开发指南: code for token, token for person; a code is good once and for ten minutes.
 */
export function wechatDoor(wechat: NonNullable<Settings['wechat']>, logger: Pick<Logger, 'warn'>): BetterAuthPlugin {
  const ask = async (path: string, query: Record<string, string>): Promise<Answer> => {
    const address = new URL(path, wechat.apiBase);
    address.search = new URLSearchParams(query).toString();
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new WechatRefusal(`status ${response.status}`);
    // Its content-type says text/plain.
    const answer = JSON.parse(await response.text()) as Answer;
    // Its own words may repeat what was sent; the number says enough.
    if (answer.errcode) throw new WechatRefusal(`errcode ${answer.errcode}`);
    return answer;
  };
  const answering = async <T>(step: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      // An address with the secret may stand in the message of a failed request.
      const reason = error instanceof WechatRefusal ? error.message : 'no answer';
      logger.warn({ step, reason }, 'WeChat did not say who somebody is');
      return null;
    }
  };
  return {
    id: 'wechat-door',
    init: ({ socialProviders }) => ({
      context: {
        socialProviders: socialProviders.map((provider) =>
          provider.id === 'wechat'
            ? {
                ...provider,
                validateAuthorizationCode: ({ code }) =>
                  answering('token', async () => {
                    const { appId, secret } = wechat;
                    const query = { appid: appId, secret, code, grant_type: 'authorization_code' };
                    const { access_token: accessToken, openid } = await ask('/sns/oauth2/access_token', query);
                    if (!accessToken || !openid) throw new WechatRefusal('an answer without token');
                    return { accessToken, raw: { openid } };
                  }),
                getUserInfo: (token) =>
                  answering('person', async () => {
                    const { openid = '' } = (token.raw ?? {}) as Answer;
                    const query = { access_token: token.accessToken ?? '', openid };
                    const person = await ask('/sns/userinfo', query);
                    const id = person.unionid || person.openid;
                    if (!id) throw new WechatRefusal('an answer without person');
                    // No mail can ever reach it (RFC 2606).
                    return {
                      user: { name: '', email: `${id}@wechat.placeholder.invalid`, emailVerified: false },
                      data: person,
                    };
                  }),
              }
            : provider,
        ),
      },
    }),
  };
}
