/** What the server says of payments. */
export const paymentsEn = {
  pledge_state_forbids_step: 'This pledge is "{{stateName}}", so this cannot be done.',
  payment_exception_not_found: 'There is no such payment.',
  payment_exception_state_forbids_step: 'This payment is "{{stateName}}": there is nothing left to send back.',
  state_CREATED: 'waiting for payment',
  state_AWAITING_PAYMENT: 'waiting for payment',
  state_PROCESSING: 'being confirmed',
  state_PAID: 'paid',
  state_PARTIALLY_REFUNDED: 'partly refunded',
  state_REFUNDED: 'refunded',
  state_DISPUTED: 'disputed by the bank',
  state_CHARGED_BACK: 'taken back by the bank',
  state_FAILED: 'not paid',
  state_CANCELLED: 'cancelled',
  state_EXPIRED: 'expired',
  state_HELD: 'held',
  state_RETURN_APPROVED: 'being sent back',
  state_RETURNED: 'sent back',
  state_RETURN_FAILED: 'could not be sent back',
  state_ACCEPTED: 'booked as a gift',
  failure_payment_held:
    'The payment we received cannot count as this gift and will be sent back. The reason is given below.',
  reason_tried_again: 'the giver tries again',
  payment_policy_AFTER_END:
    'Arrived after the campaign had ended: booked as meant, and marked; a receipt is issued. Refunds go the usual way.',
  payment_policy_AFTER_EXPIRY: 'Arrived after the payment page had closed: booked as meant, and marked.',
  payment_policy_AFTER_CANCELLATION:
    'Paid although cancelled: booked as meant, and marked; refunded if the giver asks.',
  payment_policy_AFTER_TAKE_DOWN:
    'Arrived after the campaign was taken down: not booked as a gift; held, and sent back once checked.',
  payment_policy_SECOND_PAYMENT:
    'Paid a second time: counts once; the second payment is held, and sent back once checked.',
  payment_policy_OTHER_AMOUNT:
    'Of another amount than pledged: does not count as this gift; held in full, and sent back once checked.',
  held_payment_held_AFTER_TAKE_DOWN:
    'We received ¥{{amount}}, but the campaign has been taken down. The money has not been used and goes back the way it came; there is nothing you need to do.',
  held_payment_held_SECOND_PAYMENT:
    'This gift was paid a second time, ¥{{amount}}. It counts once; the second payment goes back the way it came, and there is nothing you need to do.',
  held_payment_held_OTHER_AMOUNT:
    'We received ¥{{amount}}, which is not what was pledged, so it cannot count as this gift. All of it goes back the way it came.',
  held_payment_returned_AFTER_TAKE_DOWN:
    'The ¥{{amount}} that arrived after the campaign was taken down has been sent back; it usually arrives within a few working days.',
  held_payment_returned_SECOND_PAYMENT:
    'The second payment of ¥{{amount}} has been sent back; it usually arrives within a few working days.',
  held_payment_returned_OTHER_AMOUNT:
    'The payment of ¥{{amount}}, of another amount than pledged, has been sent back in full; it usually arrives within a few working days.',
  too_many_pages:
    'Too many payment pages were opened from your network. Please try again in {{minutes}} minutes; what you filled in is kept.',
  too_many_declines:
    'Several cards were declined, so the page was closed to protect their owners. Please try again in {{minutes}} minutes, or ask the bank why. Nothing was charged.',
  failure_too_many_declines:
    'Several cards were declined, so the page was closed to protect their owners. Nothing was charged. Please try again in an hour, or use Alipay or WeChat Pay.',
  reason_too_many_declines: 'too many declines, the page was closed',
} as const;
