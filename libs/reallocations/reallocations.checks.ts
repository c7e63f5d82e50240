import type { Check } from '#platform';

export const reallocationChecks: readonly Check[] = [
  {
    sentence: 'every re-allocation was agreed to by a second person',
    zh: '每一笔再分配都经过第二个人同意',
    offenders: `SELECT id FROM reallocation
                WHERE (state = 'APPROVED') <> (approved_by IS NOT NULL) OR approved_by = proposed_by`,
  },
  {
    sentence: 'every gift of a re-allocation is in the books exactly when it is marked so',
    zh: '再分配中标为已入账的每一笔捐赠，账本里都有对应的分录，反之亦然',
    offenders: `SELECT item.gift_id FROM reallocation_item item
                LEFT JOIN ledger_transfer moved
                  ON moved.id = 'reallocation:' || item.reallocation_id || ':' || item.gift_id
                WHERE (item.state = 'POSTED') <> (moved.id IS NOT NULL)`,
  },
  {
    sentence: 'what a re-allocation posts carries its people and its public note',
    zh: '再分配的每一条分录都写明经办人、复核人和公开说明',
    offenders: `SELECT moved.id FROM reallocation document JOIN ledger_transfer moved ON moved.document = document.id
                WHERE document.state <> 'APPROVED'
                   OR (moved.proposed_by, moved.approved_by, moved.note)
                      IS DISTINCT FROM (document.proposed_by, document.approved_by, document.note)`,
  },
  {
    sentence: 'what a re-allocation takes from funds it gives to funds',
    zh: '再分配从各项资金转出的，全部转入各项资金',
    offenders: `SELECT document FROM ledger_transfer, unnest(accounts, debits, credits) AS line (account, debit, credit)
                JOIN ledger_account account ON account.id = line.account AND purpose = 'UNALLOCATED'
                WHERE document IN (SELECT id FROM reallocation)
                GROUP BY document HAVING sum(credit - debit) <> 0`,
  },
  {
    sentence: 'a re-allocation that is done has nothing waiting',
    zh: '已完成的再分配没有等待入账的捐赠',
    offenders: `SELECT id FROM reallocation document
                WHERE posted_at IS NOT NULL AND (
                  EXISTS (SELECT 1 FROM reallocation_item WHERE reallocation_id = document.id AND state = 'WAITING')
                  OR kind = 'FUND_RETURN' AND (SELECT count(*) FROM ledger_transfer WHERE ledger_transfer.document = document.id) <> 2)`,
  },
];
