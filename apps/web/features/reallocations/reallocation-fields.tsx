import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Field, type FieldControl } from '../../components/field.js';
import { chinaDay } from '../../lib/china-time.js';
import { ReallocationChoicesQuery } from './choices.query.js';
import type { ReallocationValues, ValueFaults } from './reallocation-values.js';
import { RulesForReallocationQuery } from './rules.query.js';
import type { Refusal } from './use-proposal.js';

interface FieldsProps {
  values: ReallocationValues;
  faults: ValueFaults;
  refusal: Refusal | null;
  onChange: (part: Partial<ReallocationValues>) => void;
}

type Key = keyof ReallocationValues;

/** Which money: gifts by rule or by number, or what a city gives back. */
export function ReallocationFields(props: FieldsProps) {
  const { t } = useTranslation(['reallocations', 'common']);
  const { values, onChange } = props;
  const [{ data }] = useQuery({ query: ReallocationChoicesQuery });
  const campaigns = data?.staffCampaigns.edges.map(({ node }) => node) ?? [];
  const regions = data?.regions ?? [];
  const cities = regions.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      <Choice
        legend={t('kind')}
        value={values.kind}
        options={(['GIFTS', 'FUND_RETURN'] as const).map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        onChange={(kind) => onChange({ kind, regionCode: '' })}
      />
      <SelectField
        {...props}
        field="campaignId"
        label={t('form.campaign')}
        empty={t('form.choose')}
        options={campaigns.map(({ id, title }) => ({ value: id, label: title }))}
      />
      {values.kind === 'GIFTS' ? (
        <GiftFields {...props} cities={cities} />
      ) : (
        <>
          <SelectField
            {...props}
            field="regionCode"
            label={t('form.returning')}
            empty={t('form.choose')}
            options={cities}
          />
          <Choice
            legend={t('form.source')}
            value={values.source}
            options={(['POOL', 'DIRECT'] as const).map((source) => ({
              value: source,
              label: t(`common:source.${source}`),
            }))}
            onChange={(source) => onChange({ source })}
          />
          <TextField {...props} field="amount" label={t('form.amountLabel')}>
            {(control) => (
              <input
                {...control}
                className="input"
                inputMode="decimal"
                autoComplete="off"
                value={values.amount}
                onChange={(event) => onChange({ amount: event.target.value })}
              />
            )}
          </TextField>
        </>
      )}
    </>
  );
}

interface Option {
  value: string;
  label: string;
}

function GiftFields({ cities, ...props }: FieldsProps & { cities: readonly Option[] }) {
  const { t } = useTranslation('reallocations');
  const { values, onChange } = props;
  const [{ data }] = useQuery({
    query: RulesForReallocationQuery,
    variables: { campaignId: values.campaignId },
    pause: values.campaignId === '',
  });
  const rules = (values.campaignId === '' ? [] : (data?.rulesForReallocation ?? [])).map(
    ({ id, version, effectiveFrom }) => ({
      value: id,
      label: `${t('form.version', { version })} · ${chinaDay(effectiveFrom)}`,
    }),
  );
  return (
    <>
      <Choice
        legend={t('form.how')}
        value={values.how}
        options={(['rule', 'ids'] as const).map((how) => ({ value: how, label: t(`form.hows.${how}`) }))}
        onChange={(how) => onChange({ how })}
      />
      {values.how === 'rule' ? (
        <>
          <SelectField
            {...props}
            field="fromRuleId"
            label={t('form.fromRule')}
            empty={t('form.choose')}
            options={rules}
          />
          <SelectField
            {...props}
            field="regionCode"
            label={t('form.city')}
            empty={t('form.allCities')}
            options={cities}
          />
          <div className="reallocation-days">
            {(['from', 'to'] as const).map((field) => (
              <TextField key={field} {...props} field={field} label={t(`form.${field}`)}>
                {(control) => (
                  <input
                    {...control}
                    className="input"
                    type="date"
                    max="9999-12-31"
                    value={values[field]}
                    onChange={(event) => onChange({ [field]: event.target.value })}
                  />
                )}
              </TextField>
            ))}
          </div>
        </>
      ) : (
        <TextField {...props} field="giftIds" label={t('form.ids')} hint={t('form.idsHint')}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={4}
              value={values.giftIds}
              onChange={(event) => onChange({ giftIds: event.target.value })}
            />
          )}
        </TextField>
      )}
      <SelectField {...props} field="ruleId" label={t('form.rule')} empty={t('form.choose')} options={rules} />
    </>
  );
}

interface TextFieldProps extends FieldsProps {
  field: Key;
  label: string;
  hint?: string;
  children: (control: FieldControl) => ReactNode;
}

function TextField({ field, label, hint, faults, refusal, children }: TextFieldProps) {
  const { t } = useTranslation('reallocations');
  const fault = faults[field];
  const error = fault ? t(`form.${fault}`) : refusal?.field === field ? refusal.message : undefined;
  return (
    <Field label={label} hint={hint} error={error}>
      {children}
    </Field>
  );
}

interface SelectFieldProps extends FieldsProps {
  field: 'campaignId' | 'fromRuleId' | 'ruleId' | 'regionCode';
  label: string;
  empty: string;
  options: readonly Option[];
}

function SelectField({ empty, options, ...props }: SelectFieldProps) {
  const { field, values, onChange } = props;
  return (
    <TextField {...props}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={values[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        >
          <option value="">{empty}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </TextField>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ legend, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="reallocation-choice">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" checked={value === option.value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
