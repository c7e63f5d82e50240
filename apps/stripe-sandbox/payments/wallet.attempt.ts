import type Stripe from 'stripe';
import type { StoredIntent } from '../state/stored.objects.js';
import { qrSvg } from './qr.picture.js';

export const WALLET_ANSWERS = ['approve', 'decline', 'expire'] as const;
export type WalletAnswer = (typeof WALLET_ANSWERS)[number];

/** The text in the QR code that WeChat would scan. In the sandbox it leads nowhere. */
export function qrTextOf(intent: StoredIntent): string {
  return `weixin://wxpay/bizpayurl?pr=sandbox_${intent.id.slice(3, 13)}`;
}

/** Where the payer goes on: a page to be sent to for Alipay, a QR code to be shown for WeChat Pay. */
export function walletAction(
  kind: string,
  intent: StoredIntent,
  url: string,
  returnUrl: string | null,
): Stripe.PaymentIntent.NextAction {
  if (kind === 'alipay') {
    return {
      alipay_handle_redirect: { native_data: null, native_url: null, return_url: returnUrl, url },
      type: 'alipay_handle_redirect',
    };
  }
  const data = qrTextOf(intent);
  return {
    type: 'wechat_pay_display_qr_code',
    wechat_pay_display_qr_code: {
      data,
      hosted_instructions_url: url,
      image_data_url: `data:image/svg+xml;base64,${Buffer.from(qrSvg(data)).toString('base64')}`,
      image_url_png: `${url}/code.png`,
      image_url_svg: `${url}/code.svg`,
    },
  };
}
