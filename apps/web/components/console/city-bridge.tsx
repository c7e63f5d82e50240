import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import './city-bridge.css';

/** A bridge with its lines. */
export const CityBridgeFields = graphql(`
  fragment CityBridgeFields on CityBridge {
    city
    inflows {
      key
      label
      amount
    }
    allocated
    outflows {
      key
      label
      amount
    }
    paid
    holdings {
      key
      label
      amount
    }
    held
    difference
  }
`);

interface Line {
  key: string;
  label: string;
  amount: string;
}

/** What came, what was paid and what is held, line by line, down to the difference of zero. */
export function CityBridge({ bridge }: { bridge: FragmentOf<typeof CityBridgeFields> }) {
  const { t } = useTranslation('ledger');
  const { inflows, allocated, outflows, paid, holdings, held, difference } = readFragment(CityBridgeFields, bridge);
  return (
    <dl className="city-bridge num">
      <Lines lines={inflows} />
      <Sum label={t('bridge.allocated')} amount={allocated} />
      <Lines lines={outflows} />
      <Sum label={t('bridge.paid')} amount={paid} />
      <Lines lines={holdings} />
      <Sum label={t('bridge.held')} amount={held} />
      <div className="city-bridge-difference">
        <dt>{t('bridge.difference')}</dt>
        <dd>{formatYuan(fenOf(difference))}</dd>
      </div>
    </dl>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return lines.map(({ key, label, amount }) => (
    <div key={key}>
      <dt>{label}</dt>
      <dd>{formatYuan(fenOf(amount))}</dd>
    </div>
  ));
}

function Sum({ label, amount }: { label: string; amount: string }) {
  return (
    <div className="city-bridge-sum">
      <dt>{label}</dt>
      <dd>{formatYuan(fenOf(amount))}</dd>
    </div>
  );
}
