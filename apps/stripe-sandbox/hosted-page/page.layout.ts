import { createHash } from 'node:crypto';
import type { PageLanguage, PageTexts } from './page.texts.js';

/** Text that has been made safe to stand in HTML. Only `markup` makes it. */
export class SafeHtml {
  constructor(readonly text: string) {}
}

type Part = string | number | SafeHtml | readonly SafeHtml[] | null;

/** Writes HTML; every value is escaped unless it is HTML itself. Null leaves nothing. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): SafeHtml {
  let result = texts[0] ?? '';
  parts.forEach((part, index) => {
    result += render(part) + (texts[index + 1] ?? '');
  });
  return new SafeHtml(result);
}

function render(part: Part): string {
  if (part === null) return '';
  if (part instanceof SafeHtml) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return String(part).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** One house with the donor's pages: the same colours, corners and spaces, light and dark. */
const STYLE = `
:root {
  --paper: #fbf9f6; --surface: #ffffff; --sunken: #f3efe9; --line: #e6dfd5; --line-strong: #8d8274;
  --ink: #23201c; --ink-2: #5d564d; --seal: #b3392f; --seal-ink: #ffffff; --seal-soft: #f8e9e4; --seal-deep: #8f2b23;
  --waiting: #7d5110; --waiting-soft: #f8efdc;
  --font: "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #171513; --surface: #201d1a; --sunken: #282420; --line: #38332d; --line-strong: #8a7f72;
    --ink: #f2ede6; --ink-2: #c3b9ac; --seal: #e2685a; --seal-ink: #1c1210; --seal-soft: #3a2420; --seal-deep: #f0897c;
    --waiting: #e0b060; --waiting-soft: #33291a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 16px/1.6 var(--font); font-feature-settings: "tnum"; -webkit-font-smoothing: antialiased; }
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; } ul { list-style: none; }
a { color: inherit; text-underline-offset: 3px; }
.mark { display: flex; flex-wrap: wrap; justify-content: center; gap: 2px 10px; padding: 8px 16px; background: var(--waiting-soft); color: var(--waiting); font-size: 14px; text-align: center; }
.mark strong { font-weight: 600; }
main { max-width: 920px; margin: 0 auto; padding: 16px; }
.top { display: flex; justify-content: space-between; align-items: center; gap: 16px; min-height: 44px; color: var(--ink-2); font-size: 14px; }
.top a { display: inline-flex; align-items: center; min-height: 44px; }
.order { padding: 8px 0 24px; }
.order .payee { color: var(--ink-2); }
.order h1 { margin-bottom: 8px; }
.order .amount { font-size: 40px; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.lines { margin-top: 16px; border-top: 1px solid var(--line); }
.lines div { display: flex; justify-content: space-between; gap: 16px; padding: 12px 0; border-bottom: 1px solid var(--line); }
.lines dt { overflow-wrap: anywhere; } .lines dd { font-variant-numeric: tabular-nums; white-space: nowrap; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 20px 16px; }
.card h2 + input + .hint { margin: -8px 0 16px; }
.card h2 { font-size: 18px; line-height: 1.4; margin-bottom: 16px; }
.field { margin-bottom: 16px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; align-items: start; }
label { display: block; font-size: 15px; font-weight: 500; margin-bottom: 4px; }
.hint { color: var(--ink-2); font-size: 14px; line-height: 1.45; margin-top: 4px; }
input { width: 100%; min-height: 48px; padding: 0 14px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--surface); color: var(--ink); font: 400 17px/1.4 var(--font); font-variant-numeric: tabular-nums; }
input::placeholder { color: var(--ink-2); opacity: 0.75; }
input:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid var(--seal); outline-offset: 2px; }
input[aria-invalid="true"] { border-color: var(--seal); box-shadow: inset 0 0 0 1px var(--seal); }
fieldset { border: 0; margin: 0 0 16px; padding: 0; min-width: 0; }
legend { padding: 0; font-size: 15px; font-weight: 500; margin-bottom: 8px; }
.option { display: flex; gap: 12px; align-items: center; min-height: 56px; margin: 0; padding: 8px 14px; border: 1px solid var(--line-strong); cursor: pointer; font-weight: 400; }
.option:first-of-type { border-radius: 8px 8px 0 0; } .option:last-of-type { border-radius: 0 0 8px 8px; } .option + .option { border-top: 0; }
.option:has(input:checked) { background: var(--seal-soft); }
.option input { width: 20px; min-height: 20px; height: 20px; margin: 0; padding: 0; flex: none; accent-color: var(--seal); }
.option strong { display: block; font-weight: 500; font-size: 16px; line-height: 1.4; } .option small { display: block; color: var(--ink-2); font-size: 14px; line-height: 1.45; }
form:has(input[name="method"][type="radio"]):not(:has(#method-card:checked)) :is(.for-card, details) { display: none; }
.code { width: min(240px, 100%); margin: 20px auto 0; padding: 8px; border-radius: 8px; background: #fff; } .code svg { display: block; width: 100%; height: auto; }
.fault { color: var(--seal-deep); font-size: 14px; line-height: 1.45; margin-top: 4px; }
.notice { background: var(--seal-soft); color: var(--seal-deep); border-radius: 8px; padding: 12px 14px; margin-bottom: 16px; }
.button { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 52px; padding: 0 24px; border: 0; border-radius: 999px; background: var(--seal); color: var(--seal-ink); font: 600 17px/1 var(--font); text-decoration: none; cursor: pointer; }
.button.quiet { background: transparent; color: var(--ink); border: 1px solid var(--line-strong); font-weight: 500; }
.button[disabled] { opacity: 0.6; cursor: default; }
.stack { display: grid; gap: 12px; margin-top: 20px; }
details { margin-top: 16px; border-top: 1px solid var(--line); font-size: 14px; color: var(--ink-2); }
summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; width: 7px; height: 7px; margin: 0 10px 0 2px; border-right: 2px solid currentColor; border-bottom: 2px solid currentColor; transform: rotate(-45deg); }
details[open] > summary::before { transform: rotate(45deg); }
details li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 6px 0; }
code { font: 14px/1.6 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; color: var(--ink); user-select: all; }
.alone { max-width: 480px; margin: 24px auto; }
.alone h1 { font-size: 22px; line-height: 1.35; margin-bottom: 8px; }
.alone p { color: var(--ink-2); }
h1 { font-size: 22px; line-height: 1.35; }
.controls { display: grid; gap: 16px; margin-top: 16px; }
.controls .lines div { flex-wrap: wrap; align-items: center; }
.controls .lines dt { flex: 1 1 260px; } .controls dt code { display: block; overflow-wrap: anywhere; }
.controls dt small { display: block; }
.controls .lines dd { white-space: normal; }
.row { display: flex; flex-wrap: wrap; gap: 8px; } .card > .row { margin: 12px 0; }
.row button { min-height: 44px; padding: 0 16px; border: 1px solid var(--line-strong); border-radius: 999px; background: transparent; color: var(--ink); font: 500 15px/1 var(--font); cursor: pointer; }
@media (min-width: 760px) {
  main { padding: 32px 24px; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 420px); gap: 56px; align-items: start; }
  .order { padding: 24px 0; } .card { padding: 28px 24px; }
}`;

/** Comfort only: the page does all it must without it. */
const SCRIPT = `
const number = document.querySelector('#number');
const expiry = document.querySelector('#expiry');
number?.addEventListener('input', () => {
  if (number.selectionStart !== number.value.length) return;
  const digits = number.value.replace(/\\D/g, '').slice(0, 19);
  number.value = digits.replace(/(\\d{4})(?=\\d)/g, '$1 ');
});
expiry?.addEventListener('input', (event) => {
  if (event.inputType?.startsWith('delete') || expiry.selectionStart !== expiry.value.length) return;
  const digits = expiry.value.replace(/\\D/g, '').slice(0, 4);
  expiry.value = digits.length < 2 ? digits : digits.slice(0, 2) + ' / ' + digits.slice(2);
});
for (const form of document.forms) {
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (form.dataset.sent === 'yes') { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    if (button?.dataset.working) button.textContent = button.dataset.working;
  });
}
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
document.querySelector('[aria-invalid="true"]')?.focus();`;

/** The page may run its own style and script and nothing else. Redirects after a form need `form-action` to stay open. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${digest(STYLE)}'`,
  `script-src 'sha256-${digest(SCRIPT)}'`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** A whole page around its content. */
export function layout(texts: PageTexts, title: string, content: SafeHtml): string {
  return markup`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new SafeHtml(STYLE)}</style>
</head>
<body>
<header class="mark"><strong>${texts.sandboxMark}</strong><span>${texts.sandboxHint}</span></header>
<main>${content}</main>
<script>${new SafeHtml(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** A link to the same page in the other language. */
export function languageLink(texts: PageTexts, language: PageLanguage): SafeHtml {
  const other = language === 'zh' ? 'en' : 'zh';
  const tag = language === 'zh' ? 'en' : 'zh-CN';
  return markup`<a href="?lang=${other}" lang="${tag}" hreflang="${tag}">${texts.otherLanguage}</a>`;
}
