import type { donorsZhCN } from './donors.zh-CN.js';

/** Accounts of donors, and ways to give. */
export const donorsEn: Record<keyof typeof donorsZhCN, string> = {
  contact_malformed: 'Enter an e-mail address or a mobile number of 11 digits.',
  sign_in_code_wrong: 'The code is wrong or too old. Check it, or ask for another.',
  too_many_codes: 'Too many codes were asked for. Try again in {{minutes}} minutes.',
  code_not_sent: 'The code could not be sent. Check the address, or try again in a while.',
  monthly_gifts_go_on: '{{count}} monthly gifts go on. They stop before the account is deleted; please confirm that.',
  account_changed: 'Another account is signed in now; please reload the page.',
  email_unchanged: 'The account has this address already.',
  address_has_account:
    'This address has just got an account of its own, so nothing was moved. Sign in with it; two accounts cannot be joined.',
  account_without_email: 'This account is not signed in by e-mail; it has no address to change.',
  too_many_letters: 'Too many letters were asked for. Try again in {{minutes}} minutes.',
  news_subscription_not_found: 'We could not find this subscription; it may have ended.',
  news_item_not_found: 'We could not find this news.',
  news_withdrawn_already: 'Somebody has withdrawn this news already; please reload the page.',
  news_not_withdrawn: 'Withdraw the news first; then it can be corrected.',
  news_corrected_already: 'Somebody has corrected this news already; please reload the page.',
  news_topic_not_found: 'We could not find what this news would be about.',
  statement_not_found: 'No gift arrived in that year.',
  credit_code_malformed:
    'This is not a unified social credit code: it has 18 characters, the last of which checks the others. Compare it with the business licence.',
};
