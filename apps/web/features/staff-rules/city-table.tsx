import { useTranslation } from 'react-i18next';
import { PasteTable } from './paste-table.js';
import type { RuleFormValues, UnreadableField } from './rule-form-values.js';
import type { Preview } from './use-preview.js';
import type { CityRow } from './weight-table.js';

interface CityTableProps {
  values: RuleFormValues;
  preview: Preview | null;
  unreadable: readonly UnreadableField[];
  onChange: (rows: readonly CityRow[]) => void;
}

/** City by city: what the share goes by, its bounds, and the share it comes to. */
export function CityTable({ values, preview, unreadable, onChange }: CityTableProps) {
  const { t } = useTranslation('rules');
  const { cities, method } = values;
  const shares = new Map(preview?.shares.map((share) => [share.region.code, share]));
  const change = (regionCode: string, changed: Partial<CityRow>): void =>
    onChange(cities.map((row) => (row.regionCode === regionCode ? { ...row, ...changed } : row)));
  const faulty = (regionCode: string, column: 'weight' | 'floor' | 'cap'): boolean =>
    unreadable.some((each) => typeof each === 'object' && each.regionCode === regionCode && each.column === column);
  const [figure] = preview?.shares ?? [];
  const largest = Math.max(0, ...[...shares.values()].map(({ share }) => Number.parseFloat(share)));
  return (
    <>
      {method === 'TABLE' ? <PasteTable cities={cities} onRead={onChange} /> : null}
      {figure?.source && figure.asOf ? (
        <p className="small muted">{t('form.figures', { source: figure.source, day: figure.asOf })}</p>
      ) : null}
      <table className="city-table">
        <caption className="unseen">{t('form.sharePart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.city')}</th>
            <th scope="col">{t(`table.basis.${method}`)}</th>
            <th scope="col">{t('table.floor')}</th>
            <th scope="col">{t('table.cap')}</th>
            <th scope="col">{t('table.share')}</th>
          </tr>
        </thead>
        <tbody>
          {cities.map((row) => {
            const { regionCode, name } = row;
            const share = shares.get(regionCode);
            const cell = (column: 'weight' | 'floor' | 'cap', label: string) => (
              <input
                aria-label={t('table.cellOf', { city: name, column: label })}
                aria-invalid={faulty(regionCode, column) || undefined}
                inputMode="decimal"
                value={row[column]}
                maxLength={9}
                onChange={(event) => change(regionCode, { [column]: event.target.value })}
              />
            );
            return (
              <tr key={regionCode}>
                <th scope="row">{name}</th>
                <td className="num">{method === 'TABLE' ? cell('weight', t('table.basis.TABLE')) : share?.basis}</td>
                <td>{cell('floor', t('table.floor'))}</td>
                <td>{cell('cap', t('table.cap'))}</td>
                <td className="num city-share">
                  {share ? <ShareBar share={share.share} largest={largest} /> : t('table.noShare')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** A share as a figure, with a bar beside it as long as the largest allows. */
function ShareBar({ share, largest }: { share: string; largest: number }) {
  const { t } = useTranslation('rules');
  const width = largest > 0 ? (Number.parseFloat(share) / largest) * 100 : 0;
  return (
    <>
      <span>{t('table.percent', { share })}</span>
      <span className="share-bar" aria-hidden="true">
        <i style={{ width: `${width}%` }} />
      </span>
    </>
  );
}
