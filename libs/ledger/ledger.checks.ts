import type { Check } from '#platform';
import { ledgerReportChecks } from './reports/ledger-reports.checks.js';

/** What is always true of the books. */
export const ledgerChecks: readonly Check[] = [
  {
    sentence: 'every batch has equal debit and credit',
    zh: '每一批入账借贷相等',
    offenders: `SELECT batch_id FROM ledger_entry GROUP BY batch_id HAVING sum(debit) <> sum(credit)`,
  },
  {
    sentence: 'every transfer has equal debit and credit',
    zh: '每一笔转账借贷相等',
    offenders: `SELECT id FROM ledger_transfer WHERE ledger_sum(debits) <> ledger_sum(credits)`,
  },
  {
    sentence: 'every gift is the sum of its parts',
    zh: '每一笔捐赠等于它各部分之和',
    offenders: `SELECT id FROM ledger_gift
                WHERE amount <> management + covered + (SELECT sum(leg) FROM unnest(legs) AS leg)`,
  },
  {
    sentence: 'every gift is split as its rule and its id say',
    zh: '每一笔捐赠都按规则和捐赠号拆分',
    offenders: `SELECT gift.id FROM ledger_gift gift JOIN ledger_route route ON route.id = gift.route_id
                WHERE gift.management <> gift.amount * route.management_bp / 10000
                   OR gift.covered <> CASE route.fee_carrier WHEN 'GIFT' THEN least(gift.fee, gift.amount - gift.management)
                                                             ELSE 0 END
                   OR gift.legs <> ledger_split(gift.amount - gift.management - gift.covered,
                                                route.cumulative_weights, gift.id)`,
  },
  {
    sentence: 'no gift gives back more of a part than the part was',
    zh: '没有一笔捐赠退回的部分超过原有的部分',
    offenders: `SELECT gift.id FROM ledger_gift gift
                JOIN ledger_transfer change ON change.gift_id = gift.id
                  AND (change.reverses = gift.id OR change.kind IN ('CHARGEBACK_WON', 'REFUND_FAILED'))
                CROSS JOIN LATERAL unnest(change.parts) WITH ORDINALITY AS part (change, k)
                GROUP BY gift.id, k
                HAVING (ARRAY[gift.management, gift.covered] || gift.legs)[k] + sum(part.change) < 0`,
  },
  {
    sentence: 'every balance is the sum of its entries',
    zh: '每一个余额等于它的分录之和',
    offenders: `SELECT balance.account_id FROM ledger_balance balance
                LEFT JOIN (SELECT account_id, sum(debit) AS debits, sum(credit) AS credits, count(*) AS version
                           FROM ledger_entry GROUP BY account_id) entries USING (account_id)
                WHERE (balance.debits, balance.credits, balance.version)
                      IS DISTINCT FROM (coalesce(entries.debits, 0), coalesce(entries.credits, 0), coalesce(entries.version, 0))`,
  },
  {
    sentence: 'no fund is below zero, and nothing held is below nothing',
    zh: '没有一项资金或资产低于零',
    offenders: `SELECT account_id FROM ledger_balance JOIN ledger_account account ON account.id = account_id
                WHERE purpose IN ('CITY_FUND', 'CITY_COMMITTED', 'CITY_PAID', 'RELEASED', 'MATCH_POOL', 'MATCH_RESERVED', 'UNIDENTIFIED') AND credits < debits
                   OR purpose IN ('CASH_IN_TRANSIT', 'ADVANCE', 'INVENTORY') AND debits < credits`,
  },
  {
    sentence: 'allocation moves money within the net assets, and makes none',
    zh: '分配只在净资产内部移动资金，不产生资金',
    offenders: `SELECT campaign_id FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id
                WHERE chart_code IN ('3101', '3102') GROUP BY campaign_id HAVING sum(credits - debits) <> 0`,
  },
  {
    sentence: 'no more is allocated than came in',
    zh: '分配的总额不超过收到的总额',
    offenders: `SELECT campaign_id, source FROM ledger_account account
                JOIN ledger_balance balance ON balance.account_id = account.id
                WHERE purpose IN ('RESTRICTED_INCOME', 'GOVERNMENT_GRANT', 'UNALLOCATED')
                GROUP BY campaign_id, source HAVING sum(credits - debits) < 0`,
  },
  {
    sentence: 'what is held equals what is owed and owned',
    zh: '资产等于负债与净资产之和',
    offenders: `SELECT 1 FROM ledger_balance HAVING sum(debits) <> sum(credits)`,
  },
  {
    sentence: 'every flow is the sum of its transfers',
    zh: '每一类流水等于它的转账之和',
    offenders: `SELECT account_id, kind FROM ledger_flow flow FULL JOIN (
                  SELECT line.account AS account_id, kind, sum(line.debit) AS debits, sum(line.credit) AS credits
                  FROM ledger_transfer, unnest(accounts, debits, credits) AS line (account, debit, credit)
                  GROUP BY line.account, kind) summed USING (account_id, kind)
                WHERE (flow.debits, flow.credits) IS DISTINCT FROM (summed.debits, summed.credits)`,
  },
  {
    sentence: 'every route has the digest of what it says',
    zh: '每一条分配路线的摘要与内容一致',
    offenders: `SELECT id FROM ledger_route route WHERE digest <> ledger_route_digest(route)`,
  },
  {
    sentence: 'every batch has the hash of what it holds and of the batch before',
    zh: '每一批的哈希与它的内容和上一批相符',
    offenders: `SELECT batch.number FROM (
                  SELECT ledger_batch, number, body, hash,
                         lag(hash, 1, repeat('0', 64)) OVER (ORDER BY number) AS before FROM ledger_batch) batch
                WHERE batch.body <> ledger_batch_body(batch.ledger_batch)
                   OR batch.hash <> ledger_batch_hash(batch.ledger_batch, batch.before)`,
  },
  {
    sentence: 'the head of the books is the last batch',
    zh: '账本的链头是最后一批',
    offenders: `SELECT book.id FROM ledger_book book LEFT JOIN ledger_batch last ON last.number = book.last_batch
                WHERE book.head <> coalesce(last.hash, repeat('0', 64))
                   OR book.last_position <> coalesce(last.first_position + last.gifts + last.transfers - 1, 0)
                   OR EXISTS (SELECT 1 FROM ledger_batch WHERE number > book.last_batch)`,
  },
  {
    sentence: 'batch numbers have no gaps and positions follow one another',
    zh: '批次号没有缺口，序号首尾相接',
    offenders: `SELECT number FROM (
                  SELECT number, first_position,
                         lag(number, 1, 0::bigint) OVER (ORDER BY number) AS before,
                         lag(first_position + gifts + transfers, 1, 1::bigint) OVER (ORDER BY number) AS expected
                  FROM ledger_batch) numbered
                WHERE number <> before + 1 OR first_position <> expected`,
  },
  {
    sentence: 'every batch holds as many gifts as it says, in places without gaps',
    zh: '每一批的捐赠笔数与记录一致，位置没有缺口',
    offenders: `SELECT batch.id FROM ledger_batch batch
                LEFT JOIN (SELECT batch_id, count(*) AS gifts, max(ordinal) + 1 AS places, sum(amount) AS amount
                           FROM ledger_gift GROUP BY batch_id) held ON held.batch_id = batch.id
                WHERE batch.gifts > 0
                  AND (batch.gifts, batch.gifts, batch.amount) IS DISTINCT FROM (held.gifts, held.places, held.amount)`,
  },
  {
    sentence: 'every batch holds as many transfers as it says, in places without gaps',
    zh: '每一批的转账笔数与记录一致，位置没有缺口',
    offenders: `SELECT batch.id FROM ledger_batch batch
                LEFT JOIN (SELECT batch_id, count(*) AS transfers, max(ordinal) + 1 AS places
                           FROM ledger_transfer GROUP BY batch_id) held ON held.batch_id = batch.id
                WHERE (batch.transfers, batch.transfers)
                      IS DISTINCT FROM (coalesce(held.transfers, 0), coalesce(held.places, 0))`,
  },
  ...ledgerReportChecks,
];
