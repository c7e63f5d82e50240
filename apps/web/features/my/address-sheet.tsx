import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Sheet } from '../../components/sheet.js';
import { CodeForm, ContactForm } from './code-steps.js';
import { useAddressChange } from './use-address-change.js';

interface AddressSheetProps {
  accountId: string;
  onClose: () => void;
  onChanged: (email: string) => void;
}

/** Says what follows the account to another address and what stays, and has the new one proved by a code. */
export function AddressSheet({ accountId, onClose, onChanged }: AddressSheetProps) {
  const { t } = useTranslation('my');
  const door = useAddressChange(accountId, onChanged);
  return (
    <Sheet title={t('address.title')} onClose={onClose}>
      {door.fault ? <FaultNotice fault={door.fault} urgent /> : null}
      {door.sentTo === null ? (
        <div className="my-form">
          <ul className="small my-points">
            <li>{t('address.follows')}</li>
            <li>{t('address.stays')}</li>
            <li>{t('address.told')}</li>
          </ul>
          <ContactForm door={door} label={t('address.new')} />
        </div>
      ) : (
        <CodeForm
          door={door}
          said={t('address.sent', { email: door.sentTo })}
          words={{ enter: t('address.enter'), entering: t('address.entering') }}
        />
      )}
    </Sheet>
  );
}
