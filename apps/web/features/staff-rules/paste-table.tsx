import { Button, Input } from 'antd';
import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { decodeTable, readTable, type CityRow } from './weight-table.js';

interface PasteTableProps {
  cities: readonly CityRow[];
  onRead: (rows: readonly CityRow[]) => void;
}

/** Fills the table from a spreadsheet: cells pasted as they are, or a CSV file. */
export function PasteTable({ cities, onRead }: PasteTableProps) {
  const { t } = useTranslation('rules');
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<{ read: number; unread: string[] } | null>(null);

  const take = (table: string): void => {
    const { rows, unread } = readTable(
      table,
      cities.map(({ regionCode, name }) => ({ code: regionCode, name })),
    );
    setAnswer({ read: rows.length, unread });
    if (rows.length === 0) return;
    const given = new Map(rows.map((row) => [row.regionCode, row]));
    // A city the table does not name gets nothing: the table is the whole of it.
    onRead(cities.map((city) => ({ ...city, weight: '', floor: '', cap: '', ...given.get(city.regionCode) })));
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file) take(decodeTable(await file.arrayBuffer()));
  };
  return (
    <details className="paste-table">
      <summary>{t('paste.title')}</summary>
      <div className="paste-table-body">
        <Field label={t('paste.text')} hint={t('paste.hint')}>
          {(control) => (
            <Input.TextArea {...control} rows={4} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <div className="console-actions">
          <Button onClick={() => take(text)}>{t('paste.take')}</Button>
        </div>
        <Field label={t('paste.file')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              onChange={(event) => void choose(event)}
            />
          )}
        </Field>
        {answer ? (
          <Notice
            tone={answer.unread.length > 0 ? 'waiting' : 'arrived'}
            title={t('paste.read', { count: answer.read })}
            urgent
          >
            {answer.unread.length > 0 ? t('paste.unread', { lines: answer.unread.slice(0, 5).join(' / ') }) : null}
          </Notice>
        ) : null}
      </div>
    </details>
  );
}
