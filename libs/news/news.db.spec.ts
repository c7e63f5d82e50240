import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openServices, type Services } from '../../test/support/services.js';
import { NewsLinks } from './news-links.js';
import { NewsMailing } from './news-mailing.js';
import { NewsModule } from './news.module.js';
import { NewsService } from './news.service.js';
import { NewsSubscriptions } from './news-subscriptions.service.js';

const topic = { kind: 'CAMPAIGN', id: 'cmp_news', title: '示例活动', path: '/c/example' } as const;
let services: Services;
let subscriptions: NewsSubscriptions;

beforeAll(async () => {
  services = await openServices([NewsModule]);
  subscriptions = services.get(NewsSubscriptions);
});
afterAll(async () => {
  // What is under way is worked off: nothing may wait when the sentences are checked.
  for (const { key } of await services.database.reader.outboxMessage.findMany({ where: { topic: 'news-send' } })) {
    await mailAll(key);
  }
  await services.close();
});

const db = () => services.database.reader;
const ids = async () => (await db().newsSubscription.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
const lettersOf = (item: string) => db().mailMessage.count({ where: { id: { startsWith: `mail_${item}_` } } });
const tokenOf = (id: string) =>
  new URL(services.get(NewsLinks).page({ id, locale: 'zh-CN' })).searchParams.get('token') ?? '';

async function reader(email: string, network = email): Promise<string> {
  const before = new Set(await ids());
  await subscriptions.subscribe(topic, email, 'zh-CN', network);
  const id = (await ids()).find((each) => !before.has(each));
  if (!id) throw new Error('nobody was kept');
  return id;
}

async function mailAll(item: string): Promise<number> {
  const mailing = services.get(NewsMailing);
  for (let rounds = 1; ; rounds += 1) {
    await services.database.transaction((tx) => mailing.goOn(tx, item));
    const { sentAt, withdrawnAt } = await db().newsItem.findUniqueOrThrow({ where: { id: item } });
    if (sentAt ?? withdrawnAt) return rounds;
  }
}

it('writes to whoever said yes before it was published, page by page, once each, however often it is begun again', async () => {
  const confirmed = await reader('yes@example.org');
  await subscriptions.confirm(confirmed, tokenOf(confirmed));
  await reader('silent@example.org');
  // Two pages and a half, as the first one: only their number matters here.
  await services.asOwner(
    `INSERT INTO news_subscription SELECT 'nws_' || lpad(n::text, 26, '0'), topic_kind, topic_id, subject_id || n, email,
            email_lookup || n, locale, created_at, confirmed_at
     FROM news_subscription, generate_series(1, 499) AS n WHERE id = $1`,
    [confirmed],
  );
  await services.asOwner(`INSERT INTO personal_subject (id, wrapped_key) SELECT subject_id, 'x' FROM news_subscription
                          ON CONFLICT DO NOTHING`);
  const item = await services
    .get(NewsService)
    .publish(topic, { title: '第一批', text: '到了。', occasion: null }, 'usr_1');
  const late = await reader('late@example.org');
  await subscriptions.confirm(late, tokenOf(late));
  expect(await mailAll(item.id)).toBe(3);
  expect(await lettersOf(item.id)).toBe(500);
  await services.database.transaction((tx) => services.get(NewsMailing).goOn(tx, item.id));
  expect(await lettersOf(item.id)).toBe(500);
});

it('keeps one subscription of an address, however it is written, and nothing of it in the open', async () => {
  await reader('Twice@example.org');
  const before = (await ids()).length;
  await subscriptions.subscribe(topic, ' twice@EXAMPLE.org ', 'en', 'elsewhere');
  expect((await ids()).length).toBe(before);
  const rows = await services.asOwner('SELECT * FROM news_subscription');
  expect(JSON.stringify(rows.rows)).not.toMatch(/twice/i);
});

it('is ended for good by its link: the person is forgotten, and letters that wait go to nobody', async () => {
  const id = await reader('leaving@example.org');
  const token = tokenOf(id);
  await subscriptions.confirm(id, token);
  const { subjectId } = await db().newsSubscription.findUniqueOrThrow({ where: { id } });
  await expect(subscriptions.end(id, `${token}x`)).rejects.toThrow('news_subscription_not_found');
  await subscriptions.end(id, token);
  await subscriptions.end(id, token);
  expect(await subscriptions.find(id, token)).toBeNull();
  await expect(subscriptions.confirm(id, token)).rejects.toThrow('news_subscription_not_found');
  expect(await db().personalSubject.count({ where: { id: subjectId } })).toBe(0);
});

it('forgets after seven days who never said yes', async () => {
  const [stale, kept] = [await reader('stale@example.org'), await reader('fresh@example.org')];
  await services.asOwner(`UPDATE news_subscription SET created_at = now() - interval '8 days' WHERE id = $1`, [stale]);
  expect(await subscriptions.sweep()).toBe(1);
  expect(await ids()).toEqual(expect.arrayContaining([kept]));
  expect(await ids()).not.toContain(stale);
});

it('is withdrawn for a reason: it stands nowhere, letters that wait go to nobody, and one item puts it right', async () => {
  const news = services.get(NewsService);
  const told = await reader('told@example.org');
  await subscriptions.confirm(told, tokenOf(told));
  const draft = { title: '写错了', text: '¥10,000 到了。', occasion: null };
  const [mailed, waiting] = [await news.publish(topic, draft, 'usr_1'), await news.publish(topic, draft, 'usr_1')];
  await mailAll(mailed.id);
  const letters = await lettersOf(mailed.id);
  await services.asOwner(`UPDATE mail_message SET state = 'SENT' WHERE id = $1`, [`mail_${mailed.id}_${told}`]);
  await expect(news.publish(topic, { ...draft, correctsId: mailed.id }, 'usr_2')).rejects.toThrow('news_not_withdrawn');
  await expect(news.withdraw(mailed.id, ' ', 'usr_2')).rejects.toThrow('field_required');

  const withdrawn = await news.withdraw(mailed.id, '金额写错了。', 'usr_2');
  expect(withdrawn).toMatchObject({
    withdrawnBy: 'usr_2',
    withdrawalReason: '金额写错了。',
    lettersStopped: letters - 1,
  });
  await news.withdraw(waiting.id, '重复了。', 'usr_2');
  await mailAll(waiting.id);
  expect(await lettersOf(waiting.id)).toBe(0);
  await expect(news.withdraw(mailed.id, '又一次。', 'usr_1')).rejects.toThrow('news_withdrawn_already');
  const states = await db().mailMessage.groupBy({
    by: ['state', 'failure'],
    where: { id: { startsWith: `mail_${mailed.id}_` } },
    _count: true,
  });
  expect(states).toEqual(
    expect.arrayContaining([
      { state: 'SENT', failure: null, _count: 1 },
      { state: 'REFUSED', failure: 'withdrawn', _count: letters - 1 },
    ]),
  );
  const standing = await news.items(topic, 100);
  expect(standing.map(({ id }) => id)).not.toContain(mailed.id);

  const correction = await news.publish(
    topic,
    { title: '更正', text: '¥1,000 到了。', occasion: null, correctsId: mailed.id },
    'usr_1',
  );
  await mailAll(correction.id);
  const { body } = await db().mailMessage.findUniqueOrThrow({ where: { id: `mail_${correction.id}_${told}` } });
  expect(body).toMatch(/更正我们 \d{4}-\d\d-\d\d 发布、已经撤回的动态。撤回原因：金额写错了。/);
  expect(body).not.toContain('¥10,000');
  expect(await news.correctionOf(mailed.id)).toMatchObject({ id: correction.id });
  await expect(news.publish(topic, { ...draft, correctsId: mailed.id }, 'usr_1')).rejects.toThrow('corrected_already');
  // A correction that was wrong too is put right itself.
  await news.withdraw(correction.id, '还是不对。', 'usr_2');
  const last = await news.publish(topic, { ...draft, correctsId: correction.id }, 'usr_1');
  expect(await news.correctionOf(mailed.id)).toMatchObject({ id: last.id });
});

it('announces what tells itself once per occasion', async () => {
  const news = services.get(NewsService);
  const milestone = { title: '过半了', text: '已筹到目标的一半。', occasion: 'milestone:50' };
  const announce = () => services.database.transaction((tx) => news.announce(tx, topic, milestone));
  expect([await announce(), await announce()]).toEqual([true, false]);
});

it.each([
  [{ title: '', text: '正文' }, 'field_required'],
  [{ title: '题'.repeat(61), text: '正文' }, 'field_too_long'],
  [{ title: '题', text: '文'.repeat(2001) }, 'field_too_long'],
  [{ title: '题', text: '<script>x</script>' }, 'field_has_markup'],
])('refuses %j', async (draft, code) => {
  await expect(services.get(NewsService).publish(topic, { ...draft, occasion: null }, 'usr_1')).rejects.toThrow(code);
});
