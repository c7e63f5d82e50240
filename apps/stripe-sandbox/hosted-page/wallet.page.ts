import type { WalletKind } from '../payments/method.kinds.js';
import { SafeHtml, languageLink, layout, markup } from './page.layout.js';
import { textsFor, type PageLanguage } from './page.texts.js';

export interface WalletView {
  language: PageLanguage;
  kind: WalletKind;
  merchant: string;
  /** The amount with its currency sign. */
  amount: string;
  /** The picture of the code that WeChat scans. */
  qr: string;
}

/** The wallet's side of a payment: the visitor decides how it ends. */
export function walletPage(view: WalletView): string {
  const texts = textsFor(view.language);
  const wechat = view.kind === 'wechat_pay';
  const title = wechat ? texts.wechatTitle : texts.alipayTitle;
  const code = wechat
    ? markup`<div class="code" role="img" aria-label="${texts.wechatCode}">${new SafeHtml(view.qr)}</div>`
    : null;
  const content = markup` <div class="top"><span></span>${languageLink(texts, view.language)}</div>
    <form class="card alone" method="post">
      <h1>${title}</h1>
      <p>${wechat ? texts.wechatText : texts.alipayText}</p>
      <dl class="lines">
        <div>
          <dt>${view.merchant}</dt>
          <dd>${view.amount}</dd>
        </div>
      </dl>
      ${code}
      <input type="hidden" name="lang" value="${view.language}" />
      <div class="stack">
        <button class="button" type="submit" name="outcome" value="approve">
          ${wechat ? texts.wechatPay : texts.alipayPay}
        </button>
        <button class="button quiet" type="submit" name="outcome" value="decline">
          ${wechat ? texts.wechatDecline : texts.alipayDecline}
        </button>
        <button class="button quiet" type="submit" name="outcome" value="expire">
          ${wechat ? texts.wechatExpire : texts.alipayExpire}
        </button>
      </div>
      <details>
        <summary>${texts.walletLater}</summary>
        <p class="hint">${texts.walletLaterText}</p>
        <div class="stack">
          <button class="button quiet" type="submit" name="outcome" value="approveLater">${texts.walletApproveLater}</button>
          <button class="button quiet" type="submit" name="outcome" value="failLater">${texts.walletFailLater}</button>
        </div>
      </details>
    </form>`;
  return layout(texts, title, content);
}
