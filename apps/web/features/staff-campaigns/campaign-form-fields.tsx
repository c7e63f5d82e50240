import { Checkbox, Form, Input, type FormInstance } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { parseYuan } from '../../lib/money.js';
import { RegionsQuery } from './regions.query.js';
import type { CampaignFormValues } from './campaign-form-values.js';

type Translate = (key: 'form.missing' | 'form.targetFault' | 'form.endBeforeStart' | 'form.noRegion') => string;

const required = (t: Translate): Rule => ({ required: true, whitespace: true, message: t('form.missing') });

/** Title, summary, story and cover: what a donor reads. */
export function ContentFields({ children }: { children: ReactNode }) {
  const { t } = useTranslation('staff');
  return (
    <section className="card">
      <h2>{t('form.contentPart')}</h2>
      <Form.Item name="title" label={t('form.title')} rules={[required(t)]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="summary" label={t('form.summary')} rules={[required(t)]} extra={t('form.summaryHint')}>
        <Input.TextArea rows={2} maxLength={140} showCount />
      </Form.Item>
      <Form.Item name="story" label={t('form.story')} rules={[required(t)]} extra={t('form.storyHint')}>
        <Input.TextArea rows={8} />
      </Form.Item>
      {children}
    </section>
  );
}

/** Target and window. */
export function MoneyFields() {
  const { t } = useTranslation('staff');
  const amount: Rule = {
    validator: (_, text: string) => {
      const parsed = parseYuan(text);
      return parsed.ok && parsed.fen > 0n ? Promise.resolve() : Promise.reject(new Error(t('form.targetFault')));
    },
  };
  return (
    <section className="card">
      <h2>{t('form.moneyPart')}</h2>
      <Form.Item name="target" label={t('form.target')} rules={[amount]} extra={t('form.targetHint')}>
        <Input inputMode="decimal" prefix="¥" maxLength={16} />
      </Form.Item>
      <div className="campaign-form-pair">
        <Form.Item name="startsAt" label={t('form.startsAt')} rules={[required(t)]}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item
          name="endsAt"
          label={t('form.endsAt')}
          dependencies={['startsAt']}
          rules={[required(t), after('startsAt', t)]}
        >
          <Input type="datetime-local" />
        </Form.Item>
      </div>
    </section>
  );
}

/** What was filed with the civil affairs authority. May be empty in a draft; the publish gate asks for it. */
export function FilingFields({ form }: { form: FormInstance<CampaignFormValues> }) {
  const { t } = useTranslation('staff');
  return (
    <section className="card">
      <h2>{t('form.filingPart')}</h2>
      <p className="small muted">{t('form.filingHint')}</p>
      <div className="campaign-form-pair">
        <Form.Item name="filingNumber" label={t('form.filingNumber')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="filedOn" label={t('form.filedOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="windowStart" label={t('form.windowStart')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="windowEnd"
          label={t('form.windowEnd')}
          dependencies={['windowStart']}
          rules={[after('windowStart', t)]}
        >
          <Input type="date" />
        </Form.Item>
      </div>
      <RegionsField form={form} />
    </section>
  );
}

function RegionsField({ form }: { form: FormInstance<CampaignFormValues> }) {
  const { t } = useTranslation('staff');
  const [{ data }] = useQuery({ query: RegionsQuery });
  const chosen = Form.useWatch('regionCodes', form) ?? [];
  const regions = data?.regions ?? [];
  const all = regions.length > 0 && chosen.length === regions.length;
  // A `required` rule would put aria-required on the group, which ARIA does not allow there.
  const atLeastOne: Rule = {
    validator: (_, codes: string[]) =>
      codes.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('form.noRegion'))),
  };
  return (
    <fieldset className="regions-field">
      <legend>{t('form.regionCodes')}</legend>
      <Checkbox
        checked={all}
        indeterminate={chosen.length > 0 && !all}
        onChange={() => form.setFieldValue('regionCodes', all ? [] : regions.map(({ code }) => code))}
      >
        {t('form.allRegions')}
      </Checkbox>
      <Form.Item name="regionCodes" rules={[atLeastOne]}>
        <Checkbox.Group options={regions.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
    </fieldset>
  );
}

const PLAN_TEXTS = ['purpose', 'beneficiaries', 'useOfFunds', 'cost', 'leftovers'] as const;

/** The fundraising plan, as the law lists it. */
export function PlanFields() {
  const { t } = useTranslation('staff');
  return (
    <section className="card">
      <h2>{t('form.planPart')}</h2>
      {PLAN_TEXTS.map((name) => (
        <Form.Item key={name} name={name} label={t(`form.${name}`)} rules={[required(t)]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      ))}
      <Form.Item name="responsiblePerson" label={t('form.responsiblePerson')} rules={[required(t)]}>
        <Input maxLength={60} />
      </Form.Item>
    </section>
  );
}

/** Days and clocks of one shape compare as text. */
function after(start: 'startsAt' | 'windowStart', t: Translate): Rule {
  return ({ getFieldValue }) => ({
    validator: (_, end: string) => {
      const begin = String(getFieldValue(start) ?? '');
      const backwards = begin !== '' && Boolean(end) && end < begin;
      return backwards ? Promise.reject(new Error(t('form.endBeforeStart'))) : Promise.resolve();
    },
  });
}
