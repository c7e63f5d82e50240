import { inWords } from '../payments/amount.rules.js';
import type { CardForm, CardFormFaults } from '../payments/card.entry.js';
import { isWallet, type MethodKind } from '../payments/method.kinds.js';
import type { StoredLine, StoredSession } from '../state/stored.objects.js';
import { SafeHtml, languageLink, layout, markup } from './page.layout.js';
import { textsFor, type PageLanguage, type PageTexts } from './page.texts.js';

export interface CheckoutView {
  language: PageLanguage;
  merchant: string;
  session: StoredSession;
  lines: readonly StoredLine[];
  /** What was typed before, without the number and the security code: those are never sent back. */
  typed: Pick<CardForm, 'expiry' | 'name' | 'email'>;
  faults: CardFormFaults;
  /** The kind of method that was chosen before, when one was. */
  chosen: string | null;
  /** The code of the last decline, when there was one. */
  decline: string | null;
}

interface Field {
  name: keyof CardForm;
  label: string;
  value: string;
  autocomplete: string;
  type?: 'email';
  numeric?: boolean;
  placeholder?: string;
  hint?: string;
}

/** The kinds a person can choose on the page; a debited account is for the official CLI only. */
export function offeredKinds(session: StoredSession): MethodKind[] {
  const known: MethodKind[] = ['card', 'alipay', 'wechat_pay'];
  return session.payment_method_types.flatMap((type) => known.filter((kind) => kind === type));
}

/** The page of an open session: to pay, or to keep a card for later. */
export function checkoutPage(view: CheckoutView): string {
  const texts = textsFor(view.language);
  const setup = view.session.mode === 'setup';
  const kinds = offeredKinds(view.session);
  const amount = setup ? '' : inWords(view.session.amount_total ?? 0, view.session.currency ?? 'cny');
  const pay = `${view.session.submit_type === 'donate' ? texts.donate : texts.pay} ${amount}`;
  const action = setup ? texts.keepCard : pay;
  const cardHeading = setup ? texts.keepHeading : texts.cardHeading;
  const [only] = kinds;
  const single = only !== undefined && isWallet(only) ? texts.methods[only].name : cardHeading;
  const heading = kinds.length > 1 ? texts.methodHeading : single;
  const content = markup` <div class="top">${cancelLink(view, texts)}${languageLink(texts, view.language)}</div>
    <div class="columns">
      ${setup ? aboutKeeping(view, texts) : order(view, texts, amount)}
      <form class="card" method="post" novalidate>
        <h2>${heading}</h2>
        ${notice(view, texts)} ${choice(view, kinds, texts)} ${formFields(view, kinds, texts)}
        <input type="hidden" name="lang" value="${view.language}" />
        <button class="button" type="submit" data-working="${texts.working}">${action}</button>
        ${kinds.includes('card') ? testCards(texts) : null}
      </form>
    </div>`;
  return layout(texts, `${action} · ${view.merchant}`, content);
}

function order(view: CheckoutView, texts: PageTexts, amount: string): SafeHtml {
  return markup`<section class="order" aria-label="${texts.payTo}">
    <p class="payee">${texts.payTo} · ${view.merchant}</p>
    <h1 class="amount">${amount}</h1>
    <dl class="lines">${view.lines.map(orderLine)}</dl>
  </section>`;
}

function aboutKeeping(view: CheckoutView, texts: PageTexts): SafeHtml {
  return markup`<section class="order">
    <p class="payee">${view.merchant}</p>
    <h1>${texts.keepTitle}</h1>
    <p>${texts.keepText}</p>
  </section>`;
}

/** Where there is more than one method, the visitor chooses; the card's fields show for the card alone. */
function choice(view: CheckoutView, kinds: readonly MethodKind[], texts: PageTexts): SafeHtml | null {
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) {
    const hint = isWallet(only) ? markup`<p class="hint">${texts.methods[only].hint}</p>` : null;
    return markup`<input type="hidden" name="method" value="${only}" />${hint}`;
  }
  const chosen = kinds.find((kind) => kind === view.chosen) ?? only;
  const options = kinds.map((kind) => {
    const { name, hint } = texts.methods[isWallet(kind) ? kind : 'card'];
    const checked = new SafeHtml(kind === chosen ? 'checked' : '');
    return markup`<label class="option" for="method-${kind}">
      <input id="method-${kind}" type="radio" name="method" value="${kind}" ${checked} />
      <span><strong>${name}</strong><small>${hint}</small></span>
    </label>`;
  });
  return markup`<fieldset class="options">
    <legend>${texts.methodLegend}</legend>
    ${options}
  </fieldset>`;
}

function cancelLink(view: CheckoutView, texts: PageTexts): SafeHtml {
  const address = view.session.cancel_url;
  return address === null ? markup`<span></span>` : markup`<a href="${address}">${texts.cancel}</a>`;
}

function orderLine(line: StoredLine): SafeHtml {
  const times = line.quantity !== null && line.quantity > 1 ? ` × ${line.quantity}` : '';
  const amount = inWords(line.amount_total, line.currency);
  return markup`<div>
    <dt>${line.description ?? ''}${times}</dt>
    <dd>${amount}</dd>
  </div>`;
}

function notice(view: CheckoutView, texts: PageTexts): SafeHtml | null {
  const hasFaults = Object.keys(view.faults).length > 0;
  if (!hasFaults && view.decline === null) return null;
  const decline = view.decline === null ? undefined : texts.declines[view.decline];
  const text = hasFaults ? texts.fixFields : (decline ?? texts.declines['generic_decline'] ?? '');
  return markup`<p class="notice" role="alert">${text}</p>`;
}

function formFields(view: CheckoutView, kinds: readonly MethodKind[], texts: PageTexts): SafeHtml {
  const { typed, session } = view;
  const number: Field = {
    name: 'number',
    label: texts.number,
    value: '',
    autocomplete: 'cc-number',
    numeric: true,
    placeholder: '0000 0000 0000 0000',
  };
  const expiry: Field = {
    name: 'expiry',
    label: texts.expiry,
    value: typed.expiry,
    autocomplete: 'cc-exp',
    numeric: true,
    placeholder: texts.expiryHint,
  };
  const cvc: Field = {
    name: 'cvc',
    label: texts.cvc,
    value: '',
    autocomplete: 'cc-csc',
    numeric: true,
    placeholder: '000',
  };
  const name: Field = { name: 'name', label: texts.name, value: typed.name, autocomplete: 'cc-name' };
  const email: Field = { name: 'email', label: texts.email, value: typed.email, autocomplete: 'email', type: 'email' };
  const mail = session.customer_email === null ? field(email, view, texts) : null;
  if (!kinds.includes('card')) return markup`${mail}`;
  return markup`${mail}
    <div class="for-card">
      ${field(number, view, texts)}
      <div class="pair">${field(expiry, view, texts)}${field({ ...cvc, hint: texts.cvcHint }, view, texts)}</div>
      ${field(name, view, texts)}
    </div>`;
}

function field(each: Field, view: CheckoutView, texts: PageTexts): SafeHtml {
  const fault = view.faults[each.name];
  const hintId = each.hint === undefined ? '' : `${each.name}-hint`;
  const faultId = fault === undefined ? '' : `${each.name}-fault`;
  const described = [faultId, hintId].filter((id) => id !== '').join(' ');
  return markup`<div class="field">
    <label for="${each.name}">${each.label}</label>
    <input
      id="${each.name}"
      name="${each.name}"
      type="${each.type ?? 'text'}"
      value="${each.value}"
      autocomplete="${each.autocomplete}"
      inputmode="${each.numeric === true ? 'numeric' : each.type === 'email' ? 'email' : 'text'}"
      placeholder="${each.placeholder ?? ''}"
      maxlength="120"
      required
      aria-invalid="${fault === undefined ? 'false' : 'true'}"
      aria-describedby="${described}"
    />
    ${fault === undefined ? null : markup`<p class="fault" id="${faultId}">${texts.fields[fault]}</p>`}
    ${each.hint === undefined ? null : markup`<p class="hint" id="${hintId}">${each.hint}</p>`}
  </div>`;
}

function testCards(texts: PageTexts): SafeHtml {
  const rows = texts.testCardRows.map(
    ([number, meaning]) => markup`<li><code>${number}</code><span>${meaning}</span></li>`,
  );
  return markup`<details>
    <summary>${texts.testCards}</summary>
    <ul>
      ${rows}
    </ul>
  </details>`;
}
