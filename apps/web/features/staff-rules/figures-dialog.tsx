import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { CityFiguresQuery } from './figures.query.js';
import { RecordFiguresMutation } from './record-figures.mutation.js';

export type FigureKind = 'MOTHERS' | 'NEED';

interface FiguresDialogProps {
  kind: FigureKind;
  cities: readonly { code: string; name: string }[];
  onClose: () => void;
  onRecorded: () => void;
}

const WHOLE = /^\d{1,9}$/;

/** New figures of one day and one source; the old ones are kept, and rules drafted before stay as they are. */
export function FiguresDialog({ kind, cities, onClose, onRecorded }: FiguresDialogProps) {
  const { t } = useTranslation('rules');
  const [{ data, error }] = useQuery({
    query: CityFiguresQuery,
    variables: { kind },
    requestPolicy: 'network-only',
  });
  const client = useClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [sheet, setSheet] = useState({ asOf: '', source: '' });
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const known = new Map(data?.cityFigures.map(({ region, value }) => [region.code, String(value)]));
  const figureOf = (code: string): string => (typed[code] ?? known.get(code) ?? '').trim();

  const confirm = async (): Promise<void> => {
    const readable = cities.every(({ code }) => figureOf(code) === '' || WHOLE.test(figureOf(code)));
    const complete = readable && sheet.asOf !== '' && sheet.source.trim() !== '';
    setRefused(complete ? null : t('figures.incomplete'));
    if (!complete) return;
    setSending(true);
    const given = cities.filter(({ code }) => figureOf(code) !== '');
    const figures = given.map(({ code }) => ({ regionCode: code, value: Number.parseInt(figureOf(code), 10) }));
    const answer = await client.mutation(RecordFiguresMutation, { kind, ...sheet, figures }).toPromise();
    setSending(false);
    setFault(answer.error ? apiFaultOf(answer.error) : null);
    const result = answer.data?.result;
    if (result && result.__typename !== 'CityFigures') setRefused(result.message);
    if (result?.__typename !== 'CityFigures') return;
    onRecorded();
    onClose();
  };
  return (
    <Modal
      open
      title={t(`figures.title.${kind}`)}
      okText={t('figures.save')}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="rule-dialog">
        <p className="small muted">{t('figures.say')}</p>
        <Field label={t('figures.asOf')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={sheet.asOf}
              onChange={(event) => setSheet({ ...sheet, asOf: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('figures.source')} hint={t('figures.sourceHint')}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={sheet.source}
              onChange={(event) => setSheet({ ...sheet, source: event.target.value })}
            />
          )}
        </Field>
        {data ? (
          <table className="city-table figures-table">
            <caption className="unseen">{t(`figures.title.${kind}`)}</caption>
            <tbody>
              {cities.map(({ code, name }) => (
                <tr key={code}>
                  <th scope="row">{name}</th>
                  <td>
                    <input
                      aria-label={t('table.cellOf', { city: name, column: t(`table.basis.${kind}`) })}
                      inputMode="numeric"
                      maxLength={9}
                      value={typed[code] ?? known.get(code) ?? ''}
                      onChange={(event) => setTyped({ ...typed, [code]: event.target.value })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : error ? (
          <FaultNotice fault={apiFaultOf(error)} />
        ) : (
          <Skeleton lines={6} />
        )}
        {refused ? <Notice tone="seal" title={refused} urgent /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}
