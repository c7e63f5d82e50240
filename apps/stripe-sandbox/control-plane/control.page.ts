import { languageLink, layout, markup, type SafeHtml } from '../hosted-page/page.layout.js';
import { textsFor, type PageLanguage } from '../hosted-page/page.texts.js';
import { inWords } from '../payments/amount.rules.js';
import { METHOD_KINDS, isMethodKind, isWallet } from '../payments/method.kinds.js';
import type { HttpFaults } from './http.faults.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredCharge } from '../state/stored.objects.js';
import { controlTexts, type ControlTexts } from './control.page.texts.js';

/** Objects shown of each kind, newest first. */
const SHOWN = 10;

interface Row {
  id: string;
  amount: number;
  currency: string;
  status: string;
  buttons: (keyof ControlTexts)[];
}

/** The sandbox at a glance, with what a person may do to it as buttons. */
export function controlPage(sandbox: Sandbox, language: PageLanguage): string {
  const texts = controlTexts(language);
  const { collections } = sandbox.state;
  const content = markup` <div class="top"><span></span>${languageLink(textsFor(language), language)}</div>
    <h1>${texts.title}</h1>
    <div class="controls">
      ${clock(sandbox, texts, language)} ${list(texts.sessions, openSessions(sandbox), texts, language)}
      ${list(
        texts.charges,
        newest(collections.charges.all()).map((charge) => ({
          ...charge,
          status: charge.disputed ? `${charge.status} · disputed` : charge.status,
          buttons: chargeButtons(charge),
        })),
        texts,
        language,
      )}
      ${list(
        texts.disputes,
        newest(collections.disputes.all()).map((each) => ({
          ...each,
          status: String(each.status),
          buttons: disputeButtons(String(each.status)),
        })),
        texts,
        language,
      )}
      ${list(
        texts.refunds,
        newest(collections.refunds.all()).map((each) => ({
          ...each,
          status: String(each.status),
          buttons: each.status === 'pending' ? ['succeed', 'fail'] : each.status === 'succeeded' ? ['fail'] : [],
        })),
        texts,
        language,
      )}
      ${list(
        texts.payouts,
        newest(collections.payouts.all()).map((each) => ({
          ...each,
          buttons: ['pending', 'in_transit'].includes(each.status)
            ? ['arrive', 'fail']
            : each.status === 'paid'
              ? ['fail']
              : [],
        })),
        texts,
        language,
        form(texts, language, '', ['runPayout']),
      )}
      ${list(texts.subscriptions, subscriptions(sandbox), texts, language)} ${faults(sandbox, texts, language)}
    </div>`;
  return layout(textsFor(language), texts.title, content);
}

function newest<T>(all: readonly T[]): T[] {
  return all.slice(-SHOWN).reverse();
}

function openSessions(sandbox: Sandbox): Row[] {
  const open = sandbox.state.collections.sessions.all().filter((session) => session.status === 'open');
  return newest(open).map((session) => ({
    id: session.id,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'cny',
    status: session.mode === 'setup' ? 'setup' : 'open',
    buttons: session.mode === 'setup' ? ['keepCard', 'refuse'] : sessionButtons(session.payment_method_types),
  }));
}

/** What a visitor could do: with a card, in a wallet. */
function sessionButtons(kinds: readonly string[]): Row['buttons'] {
  const card: Row['buttons'] = kinds.includes('card') ? ['pay', 'refuse'] : [];
  const wallet: Row['buttons'] = kinds.some(isWallet)
    ? ['walletApprove', 'walletLater', 'walletDecline', 'walletExpire']
    : [];
  return [...card, ...wallet];
}

function chargeButtons(charge: StoredCharge): Row['buttons'] {
  if (charge.status === 'pending') return ['settleWell', 'settleBadly'];
  const kind = charge.payment_method_details?.type ?? 'card';
  const disputable = isMethodKind(kind) && METHOD_KINDS[kind].disputable;
  return charge.captured && !charge.refunded && !charge.disputed && disputable ? ['dispute', 'inquire'] : [];
}

function subscriptions(sandbox: Sandbox): Row[] {
  return newest(sandbox.state.collections.subscriptions.all()).map((each) => ({
    id: each.id,
    amount: each.items.data.reduce((sum, item) => sum + (item.price.unit_amount ?? 0) * item.quantity, 0),
    currency: each.currency,
    status: each.status,
    buttons: ['canceled', 'incomplete_expired'].includes(each.status) ? [] : ['cancelSubscription'],
  }));
}

function disputeButtons(status: string): Row['buttons'] {
  if (status.startsWith('warning_') && status !== 'warning_closed') return ['endInquiry', 'escalate'];
  return ['needs_response', 'under_review'].includes(status) ? ['win', 'lose'] : [];
}

function clock(sandbox: Sandbox, texts: ControlTexts, language: PageLanguage): SafeHtml {
  const now = new Date(sandbox.clock.nowMs()).toISOString().slice(0, 19).replace('T', ' ');
  return markup`<section class="card">
    <h2>${texts.clock}</h2>
    <p>${texts.now}: ${now}</p>
    ${form(texts, language, '', ['hour', 'day', 'month'])}
  </section>`;
}

function list(
  title: string,
  rows: readonly Row[],
  texts: ControlTexts,
  language: PageLanguage,
  extra: SafeHtml | null = null,
): SafeHtml {
  const lines = rows.map(
    (row) =>
      markup`<div>
        <dt>${row.status === 'setup' ? texts.setup : `${inWords(row.amount, row.currency)} · ${row.status}`}<code>${row.id}</code></dt>
        <dd>${row.buttons.length === 0 ? null : form(texts, language, row.id, row.buttons)}</dd>
      </div>`,
  );
  const body = lines.length === 0 ? markup`<p>${texts.none}</p>` : markup`<dl class="lines">${lines}</dl>`;
  return markup`<section class="card">
    <h2>${title}</h2>
    ${extra} ${body}
  </section>`;
}

function faults(sandbox: Sandbox, texts: ControlTexts, language: PageLanguage): SafeHtml {
  const http = sandbox.httpFaults.pending.map((fault) => faultInWords(fault));
  const inForce = [...http, ...Object.keys(sandbox.webhookFaults.current)];
  const counts = new Map<string, number>();
  for (const { state } of sandbox.state.collections.deliveries.all()) counts.set(state, (counts.get(state) ?? 0) + 1);
  const deliveries = [...counts].map(([state, count]) => `${state} ${count}`).join(' · ');
  return markup`<section class="card">
    <h2>${texts.faults}</h2>
    <p>${inForce.length === 0 ? texts.noFaults : inForce.join(' · ')}</p>
    ${form(texts, language, '', ['rate_limit', 'server_error', 'cut_connection', 'weather', 'drop', 'duplicate', 'forge', 'calm'])}
    <p class="hint">${texts.deliveries}: ${deliveries === '' ? texts.none : deliveries}</p>
  </section>`;
}

function faultInWords({ kind, count, probability }: HttpFaults['pending'][number]): string {
  const share = probability === undefined ? '' : ` ${Math.round(probability * 100)} %`;
  return kind + share + (count === undefined ? '' : ` × ${count}`);
}

function form(
  texts: ControlTexts,
  language: PageLanguage,
  id: string,
  buttons: readonly (keyof ControlTexts)[],
): SafeHtml {
  const each = buttons.map(
    (name) => markup`<button type="submit" name="action" value="${name}">${texts[name]}</button>`,
  );
  return markup`<form class="row" method="post" action="/_sandbox/page">
    <input type="hidden" name="id" value="${id}" /><input type="hidden" name="lang" value="${language}" />${each}
  </form>`;
}
