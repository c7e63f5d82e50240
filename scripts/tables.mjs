/** The closing table of `npm start`, in Chinese and English; Chinese characters are two columns wide. */

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/gu;
const widthOf = (text) => text.length + (text.match(wide)?.length ?? 0);
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** @param {string[][]} rows the first one is the heading */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
  const rule = (left, middle, right) => left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const line = (row) => `│${row.map((cell, i) => ` ${pad(cell, widths[i])} `).join('│')}│`;
  const [heading, ...body] = rows;
  return [rule('┌', '┬', '┐'), line(heading), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}

export function addressTable({ port, workerPort, sandboxPort, sandbox, dataDir, ownDatabase }, env) {
  const site = env.PUBLIC_URL.replace(/\/$/, '');
  const rows = [
    ['地址 · Addresses', ''],
    ['网站 · Site', `${site}/`],
    ['登录 · Sign in', `${site}/sign-in`],
    ['GraphQL', `${site}/graphql`],
    ['队列 · Queues (staff)', `${site}/ops/queues`],
  ];
  if (env.DEMO === '1') rows.splice(2, 0, ['捐一份 · Give', `${site}/c/warm-2026`]);
  if (env.DEMO === '1') rows.push(['演示邮箱 · Demo mailbox', `${site}/dev/mail`]);
  if (sandbox) rows.push(['支付沙盒 · Stripe sandbox', `http://localhost:${sandboxPort}/`]);
  rows.push([
    '运行状况 · Health',
    `http://localhost:${port}/health/ready, http://localhost:${workerPort}/health/ready`,
  ]);
  rows.push(['数据 · Data', ownDatabase ? dataDir : `DATABASE_URL, ${dataDir}`]);
  return `\n${table(rows)}`;
}

/** @param {{ role: string, email: string, password: string }[]} logins */
export function loginTable(logins) {
  const heading = ['演示登录 · Demo login', '邮箱 · E-mail', '密码 · Password'];
  return `${table([heading, ...logins.map(({ role, email, password }) => [role, email, password])])}\n`;
}
