import { markup, languageLink, layout } from './page.layout.js';
import { textsFor, type PageLanguage } from './page.texts.js';

export interface ChallengeView {
  language: PageLanguage;
  merchant: string;
  /** The amount with its currency sign; null where a card is only kept. */
  amount: string | null;
}

/** The bank's side of 3-D Secure: the visitor decides how it ends. */
export function challengePage(view: ChallengeView): string {
  const texts = textsFor(view.language);
  const content = markup` <div class="top"><span></span>${languageLink(texts, view.language)}</div>
    <form class="card alone" method="post">
      <h1>${view.amount === null ? texts.challengeKeepTitle : texts.challengeTitle}</h1>
      <p>${view.amount === null ? texts.challengeKeepText : texts.challengeText}</p>
      <dl class="lines">
        <div>
          <dt>${view.merchant}</dt>
          <dd>${view.amount ?? texts.nothingToPay}</dd>
        </div>
      </dl>
      <input type="hidden" name="lang" value="${view.language}" />
      <div class="stack">
        <button class="button" type="submit" name="outcome" value="complete">${texts.challengePass}</button>
        <button class="button quiet" type="submit" name="outcome" value="fail">${texts.challengeFail}</button>
      </div>
    </form>`;
  return layout(texts, texts.challengeTitle, content);
}
