import { inWords } from '../payments/amount.rules.js';
import type { StoredPaymentMethod, StoredSubscription } from '../state/stored.objects.js';
import { languageLink, layout, markup, type SafeHtml } from './page.layout.js';
import { portalTexts, type PortalTexts } from './portal.texts.js';
import { textsFor, type PageLanguage } from './page.texts.js';

export interface PortalView {
  language: PageLanguage;
  merchant: string;
  /** The customer's name or address, if either is known. */
  who: string | null;
  returnUrl: string | null;
  methods: readonly StoredPaymentMethod[];
  defaultMethod: string | null;
  subscriptions: readonly StoredSubscription[];
  invoices: readonly { number: string | null; amount: string; status: string; date: number }[];
}

/** A customer's own page: what they give again and again, what with, and what has been billed. */
export function portalPage(view: PortalView): string {
  const page = textsFor(view.language);
  const texts = portalTexts(view.language);
  const back = view.returnUrl === null ? markup`<span></span>` : markup`<a href="${view.returnUrl}">${texts.back}</a>`;
  const content = markup` <div class="top">${back}${languageLink(page, view.language)}</div>
    <h1>${texts.title} · ${view.merchant}</h1>
    <p class="hint">${view.who ?? ''}</p>
    <div class="controls">
      ${section(
        texts.subscriptions,
        view.subscriptions.map((each) => subscriptionRow(each, view, texts)),
        texts,
      )}
      ${section(
        texts.cards,
        view.methods.map((each) => methodRow(each, view, texts)),
        texts,
        buttonForm(view, 'card', '', texts.newCard),
      )}
      ${section(
        texts.invoices,
        view.invoices.map(
          (each) =>
            markup`<div>
              <dt>${each.number ?? ''}<small class="hint">${day(each.date)}</small></dt>
              <dd>${each.amount} · ${texts.states[each.status] ?? each.status}</dd>
            </div>`,
        ),
        texts,
      )}
    </div>`;
  return layout(page, texts.title, content);
}

function section(
  title: string,
  rows: readonly SafeHtml[],
  texts: PortalTexts,
  extra: SafeHtml | null = null,
): SafeHtml {
  const body = rows.length === 0 ? markup`<p>${texts.none}</p>` : markup`<dl class="lines">${rows}</dl>`;
  return markup`<section class="card">
    <h2>${title}</h2>
    ${body} ${extra}
  </section>`;
}

function subscriptionRow(subscription: StoredSubscription, view: PortalView, texts: PortalTexts): SafeHtml {
  const [item] = subscription.items.data;
  const amount = inWords((item?.price.unit_amount ?? 0) * (item?.quantity ?? 1), subscription.currency);
  const next = day(item?.current_period_end ?? 0);
  const ending = subscription.cancel_at !== null;
  const ended = ['canceled', 'incomplete_expired'].includes(subscription.status);
  const state = texts.states[subscription.status] ?? subscription.status;
  const action = ending ? 'keep' : 'end';
  return markup`<div>
    <dt>
      ${amount} · ${texts.intervals[item?.price.recurring?.interval ?? ''] ?? ''} · ${state}
      <small class="hint">${ended ? '' : `${ending ? texts.endsOn : texts.nextOn} ${next}`}</small>
    </dt>
    <dd>${ended ? null : buttonForm(view, action, subscription.id, ending ? texts.keep : texts.end)}</dd>
  </div>`;
}

function methodRow(method: StoredPaymentMethod, view: PortalView, texts: PortalTexts): SafeHtml {
  const { card } = method;
  const expiry = card === undefined ? '' : `${String(card.exp_month).padStart(2, '0')} / ${card.exp_year}`;
  const isDefault = method.id === view.defaultMethod;
  return markup`<div>
    <dt>${card?.brand ?? method.type} •••• ${card?.last4 ?? ''}<small class="hint">${expiry}</small></dt>
    <dd>${isDefault ? texts.isDefault : buttonForm(view, 'default', method.id, texts.makeDefault)}</dd>
  </div>`;
}

function buttonForm(view: PortalView, action: string, id: string, text: string): SafeHtml {
  return markup`<form class="row" method="post">
    <input type="hidden" name="id" value="${id}" /><input type="hidden" name="lang" value="${view.language}" />
    <button type="submit" name="action" value="${action}">${text}</button>
  </form>`;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
