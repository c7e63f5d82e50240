import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { toast } from '../../components/toast.js';
import { CityTable } from './city-table.js';
import { FiguresDialog } from './figures-dialog.js';
import {
  CARRIERS,
  METHODS,
  ruleInputOf,
  unreadableFields,
  type RuleFormValues,
  type UnreadableField,
} from './rule-form-values.js';
import { usePreview } from './use-preview.js';
import { useSaveRule } from './use-save-rule.js';

/** What a rule may be for. */
export interface Scope {
  cities: readonly { code: string; name: string }[];
  campaigns: readonly { id: string; title: string; cityCodes: readonly string[] }[];
}

interface RuleFormProps {
  id: string | null;
  scope: Scope;
  initial: RuleFormValues;
  onSaved: (id: string) => void;
}

/** The rule's form; beside it, the shares it comes to so far. Saving keeps a draft. */
export function RuleForm({ id, scope, initial, onSaved }: RuleFormProps) {
  const { t } = useTranslation(['rules', 'common']);
  const [values, setValues] = useState(initial);
  const [unreadable, setUnreadable] = useState<readonly UnreadableField[]>([]);
  const [edition, setEdition] = useState(0);
  const shown = withinScope(values, scope);
  const { preview, fault: previewFault } = usePreview(ruleInputOf(shown), edition);
  const { save, saving, refusal, fault } = useSaveRule(id);
  const change = (changed: Partial<RuleFormValues>): void => {
    const next = { ...values, ...changed };
    setValues(next);
    if (unreadable.length > 0) setUnreadable(unreadableFields(withinScope(next, scope)));
  };
  const submit = async (): Promise<void> => {
    const faults = unreadableFields(shown);
    setUnreadable(faults);
    if (faults.length > 0) return;
    const saved = await save(ruleInputOf(shown));
    if (!saved) return;
    toast(t('common:toast.done', { step: t('form.save') }));
    onSaved(saved);
  };
  // Of the rest of the form the refusal says more; these are about the table below.
  const tableFaults = preview?.faults ?? [];
  return (
    <form
      className="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ScopeFields values={values} scope={scope} unreadable={unreadable} onChange={change} />
      <FeeFields values={values} unreadable={unreadable} onChange={change} />
      <section className="card">
        <h2>{t('form.sharePart')}</h2>
        <MethodField values={values} onChange={change} />
        <FigureButton values={values} scope={scope} onRecorded={() => setEdition(edition + 1)} />
        <p className="small muted rule-form-meaning">{t('form.boundsMeaning')}</p>
        <CityTable
          values={shown}
          preview={preview}
          unreadable={unreadable}
          onChange={(rows) => change({ cities: merged(values.cities, rows) })}
        />
        {tableFaults.length > 0 ? (
          <Notice tone="waiting" title={t('form.previewFaults')}>
            <ul className="rule-faults">
              {tableFaults.map(({ code, regionCode, message }) => (
                <li key={`${code}${regionCode}`}>{message}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {previewFault ? <FaultNotice fault={previewFault} /> : null}
      </section>
      {unreadable.length > 0 ? <Notice tone="seal" title={t('form.unreadable')} urgent /> : null}
      {refusal ? (
        <Notice tone="seal" title={refusal.message} urgent>
          <ul className="rule-faults">
            {refusal.faults.map(({ code, regionCode, message }) => (
              <li key={`${code}${regionCode}`}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
      <div className="console-actions rule-form-actions">
        <Button type="primary" htmlType="submit" loading={saving}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  values: RuleFormValues;
  onChange: (changed: Partial<RuleFormValues>) => void;
}

function ScopeFields({
  values,
  scope,
  unreadable,
  onChange,
}: PartProps & { scope: Scope; unreadable: readonly UnreadableField[] }) {
  const { t } = useTranslation('rules');
  return (
    <section className="card">
      <h2>{t('form.scopePart')}</h2>
      <Field label={t('form.scope')} hint={t('form.scopeHint')}>
        {(control) => (
          <select
            {...control}
            value={values.campaignId}
            onChange={(event) => onChange({ campaignId: event.target.value })}
          >
            <option value="">{t('wholeProgramme')}</option>
            {scope.campaigns.map((campaign) => (
              <option key={campaign.id} value={campaign.id}>
                {campaign.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t('form.effectiveFrom')}
        hint={t('form.effectiveFromHint')}
        error={unreadable.includes('effectiveFrom') ? t('form.effectiveFromMissing') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={values.effectiveFrom}
            onChange={(event) => onChange({ effectiveFrom: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('form.note')}
        hint={t('form.noteHint')}
        error={unreadable.includes('note') ? t('form.noteMissing') : undefined}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={values.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        )}
      </Field>
    </section>
  );
}

function FeeFields({ values, unreadable, onChange }: PartProps & { unreadable: readonly UnreadableField[] }) {
  const { t } = useTranslation('rules');
  return (
    <section className="card rule-form-pair">
      <h2>{t('form.feePart')}</h2>
      <Field
        label={t('form.management')}
        hint={t('form.managementHint')}
        error={unreadable.includes('management') ? t('form.managementFault') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            suffix="%"
            maxLength={6}
            value={values.management}
            onChange={(event) => onChange({ management: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('form.feeCarrier')} hint={t('form.feeCarrierHint')}>
        {(control) => (
          <select
            {...control}
            value={values.feeCarrier}
            onChange={(event) =>
              onChange({ feeCarrier: CARRIERS.find((each) => each === event.target.value) ?? 'FOUNDATION' })
            }
          >
            {CARRIERS.map((carrier) => (
              <option key={carrier} value={carrier}>
                {t(`carrier.${carrier}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </section>
  );
}

function MethodField({ values, onChange }: PartProps) {
  const { t } = useTranslation('rules');
  return (
    <Field label={t('form.method')}>
      {(control) => (
        <select
          {...control}
          value={values.method}
          onChange={(event) => onChange({ method: METHODS.find((each) => each === event.target.value) ?? 'EQUAL' })}
        >
          {METHODS.map((method) => (
            <option key={method} value={method}>
              {t(`method.${method}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Where the rule goes by figures, these can be brought up to date. */
function FigureButton({ values, scope, onRecorded }: { values: RuleFormValues; scope: Scope; onRecorded: () => void }) {
  const { t } = useTranslation('rules');
  const [open, setOpen] = useState(false);
  const { method } = values;
  if (method !== 'MOTHERS' && method !== 'NEED') return null;
  return (
    <div className="console-actions">
      <Button onClick={() => setOpen(true)}>{t('figures.update')}</Button>
      {open ? (
        <FiguresDialog kind={method} cities={scope.cities} onClose={() => setOpen(false)} onRecorded={onRecorded} />
      ) : null}
    </div>
  );
}

/** A campaign's rule is over the campaign's cities; the other rows are kept, should the scope change back. */
function withinScope(values: RuleFormValues, { campaigns }: Scope): RuleFormValues {
  const campaign = campaigns.find(({ id }) => id === values.campaignId);
  if (!campaign) return values;
  return { ...values, cities: values.cities.filter(({ regionCode }) => campaign.cityCodes.includes(regionCode)) };
}

function merged(all: RuleFormValues['cities'], changed: RuleFormValues['cities']): RuleFormValues['cities'] {
  const rows = new Map(changed.map((row) => [row.regionCode, row]));
  return all.map((row) => rows.get(row.regionCode) ?? row);
}
