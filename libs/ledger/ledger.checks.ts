import type { Check } from '#platform';

/** What is always true of the books. */
export const ledgerChecks: readonly Check[] = [
  {
    sentence: 'every batch has equal debit and credit',
    offenders: `SELECT batch_id FROM ledger_entry GROUP BY batch_id HAVING sum(debit) <> sum(credit)`,
  },
  {
    sentence: 'every gift is the sum of its legs',
    offenders: `SELECT id FROM ledger_gift WHERE amount <> (SELECT sum(leg) FROM unnest(legs) AS leg)`,
  },
  {
    sentence: 'every gift is split as its rule and its id say',
    offenders: `SELECT gift.id FROM ledger_gift gift JOIN ledger_route route ON route.id = gift.route_id
                WHERE gift.legs <> ledger_split(gift.amount, route.cumulative_weights, gift.id)`,
  },
  {
    sentence: 'every balance is the sum of its entries',
    offenders: `SELECT balance.account_id FROM ledger_balance balance
                LEFT JOIN (SELECT account_id, sum(debit) AS debits, sum(credit) AS credits, count(*) AS version
                           FROM ledger_entry GROUP BY account_id) entries USING (account_id)
                WHERE (balance.debits, balance.credits, balance.version)
                      IS DISTINCT FROM (coalesce(entries.debits, 0), coalesce(entries.credits, 0), coalesce(entries.version, 0))`,
  },
  {
    sentence: 'no city fund is below zero',
    offenders: `SELECT account_id FROM ledger_balance JOIN ledger_account account ON account.id = account_id
                WHERE purpose = 'CITY_FUND' AND credits < debits`,
  },
  {
    sentence: 'what the city funds hold is what has left the unallocated money',
    offenders: `SELECT campaign_id FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id
                GROUP BY campaign_id
                HAVING coalesce(sum(credits - debits) FILTER (WHERE purpose = 'CITY_FUND'), 0)
                     <> coalesce(sum(debits - credits) FILTER (WHERE purpose = 'UNALLOCATED'), 0)`,
  },
  {
    sentence: 'batch numbers have no gaps and positions follow one another',
    offenders: `SELECT number FROM (
                  SELECT number, first_position,
                         lag(number, 1, 0::bigint) OVER (ORDER BY number) AS before,
                         lag(first_position + gifts, 1, 1::bigint) OVER (ORDER BY number) AS expected
                  FROM ledger_batch) numbered
                WHERE number <> before + 1 OR first_position <> expected`,
  },
  {
    sentence: 'every batch holds as many gifts as it says, in places without gaps',
    offenders: `SELECT batch.id FROM ledger_batch batch
                LEFT JOIN (SELECT batch_id, count(*) AS gifts, max(ordinal) + 1 AS places, sum(amount) AS amount
                           FROM ledger_gift GROUP BY batch_id) held ON held.batch_id = batch.id
                WHERE (batch.gifts, batch.gifts, batch.amount) IS DISTINCT FROM (held.gifts, held.places, held.amount)`,
  },
];
