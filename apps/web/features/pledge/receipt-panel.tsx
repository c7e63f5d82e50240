import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useHref } from 'react-router';
import { toast } from '../../components/toast.js';
import { WechatNote } from '../../components/wechat-note.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { webAddress } from '../../lib/web-address.js';
import type { Pledge } from './use-pledge.js';

/** The receipt to download, and a way to pass the campaign on. */
export function ReceiptPanel({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const { receipt, receipts } = pledge;
  const standing = receipt;
  const earlier = receipts.filter((paper) => !paper.standing);
  const download = webAddress(receipt?.downloadUrl);
  const checkFile = webAddress(receipt?.checkFileUrl);
  return (
    <section aria-label={t('receipt.label')}>
      <div className="acts">
        {standing === null && pledge.receipts.length > 0 ? null : download ? (
          <a className="button quiet" href={download} download>
            {t('receipt.download')}
          </a>
        ) : (
          <span className="button quiet" aria-disabled="true">
            {t('receipt.making')}
          </span>
        )}
        <InviteButton slug={pledge.campaign.slug} title={pledge.campaign.title} />
      </div>
      {receipt ? (
        <p className="tiny muted receipt-note num" role="status">
          {t('receipt.note', {
            number: t('receipt.number', { number: receipt.number }),
            mail: t(`receipt.mail.${receipt.mail}`),
          })}
        </p>
      ) : null}
      {download ? <WechatNote about="files" /> : null}
      {earlier.length > 0 ? (
        <ul className="tiny muted receipt-note num">
          {earlier.map(({ number, kind, amount, downloadUrl }) => {
            const address = webAddress(downloadUrl);
            const words = t(`receipt.paper.${kind}`, { number, amount: formatYuan(fenOf(amount)) });
            return (
              <li key={number}>
                {address ? (
                  <a className="link" href={address} download>
                    {words}
                  </a>
                ) : (
                  words
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {checkFile ? (
        <p className="tiny muted receipt-note">
          <a className="link" href={checkFile} download>
            {t('receipt.checkFile')}
          </a>{' '}
          <Link className="link" to="/books">
            {t('receipt.check')}
          </Link>
        </p>
      ) : null}
      <Certificate address={webAddress(pledge.certificateUrl)} title={pledge.campaign.title} />
      <p className="tiny muted receipt-note">{t('receipt.keep')}</p>
    </section>
  );
}

function InviteButton({ slug, title }: { slug: string; title: string }) {
  const { t } = useTranslation('pledge');
  const path = useHref(`/c/${slug}`);
  const invite = async (): Promise<void> => {
    const url = new URL(path, window.location.origin).href;
    try {
      if (typeof navigator.share === 'function') await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        toast(t('invite.copied'));
      }
    } catch {
      // The person closed the share sheet, or the browser keeps its clipboard: the address bar still has the link.
    }
  };
  return (
    <button type="button" className="button" onClick={() => void invite()}>
      {t('invite.action')}
    </button>
  );
}

/** A picture of thanks to pass on; its owner decides whether it says how much. */
function Certificate({ address, title }: { address: string | null; title: string }) {
  const { t } = useTranslation('pledge');
  const [withAmount, setWithAmount] = useState(true);
  const [open, setOpen] = useState(false);
  if (!address) return null;
  const picture = withAmount ? address : `${address}&amount=hide`;
  return (
    <details className="certificate" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('certificate.title')}</summary>
      {open ? (
        <>
          <img src={picture} alt={t('certificate.alt', { campaign: title })} width={1080} height={1440} />
          <WechatNote about="pictures" />
          <label className="certificate-choice small">
            <input type="checkbox" checked={withAmount} onChange={(event) => setWithAmount(event.target.checked)} />
            <span>{t('certificate.amount')}</span>
          </label>
          <a className="button quiet wide" href={picture} download="certificate.png">
            {t('certificate.save')}
          </a>
        </>
      ) : null}
    </details>
  );
}
