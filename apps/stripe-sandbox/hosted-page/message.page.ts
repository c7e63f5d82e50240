import { markup, languageLink, layout } from './page.layout.js';
import { textsFor, type PageLanguage } from './page.texts.js';

export type MessageKind = 'paid' | 'saved' | 'processing' | 'failed' | 'expired' | 'missing' | 'wrongRequest';

/** A page that says one thing and offers one way on, where there is one. */
export function messagePage(kind: MessageKind, language: PageLanguage, address: string | null): string {
  const texts = textsFor(language);
  const title = texts[`${kind}Title`];
  const linkText = kind === 'expired' || kind === 'failed' ? texts.expiredLink : texts.paidLink;
  const link =
    address === null ? null : markup`<div class="stack"><a class="button" href="${address}">${linkText}</a></div>`;
  const content = markup` <div class="top"><span></span>${languageLink(texts, language)}</div>
    <section class="card alone">
      <h1>${title}</h1>
      <p>${texts[`${kind}Text`]}</p>
      ${link}
    </section>`;
  return layout(texts, title, content);
}
