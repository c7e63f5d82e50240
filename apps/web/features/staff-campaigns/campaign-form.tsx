import { Button, Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { toast } from '../../components/toast.js';
import { PictureField } from '../../components/picture-field.js';
import { ContentFields, FilingFields, MoneyFields, PlanFields } from './campaign-form-fields.js';
import { campaignFieldOf, campaignInputOf, coverKeyOf, type CampaignFormValues } from './campaign-form-values.js';
import { useSaveCampaign, type SaveRefusal } from './use-save-campaign.js';

interface CampaignFormProps {
  id: string | null;
  initial: CampaignFormValues;
  coverUrl: string | null;
  onSaved: (id: string) => void;
}

/** The campaign's form. Saving keeps a draft; sending it to review saves first. */
export function CampaignForm({ id, initial, coverUrl, onSaved }: CampaignFormProps) {
  const { t } = useTranslation(['staff', 'common']);
  const [form] = Form.useForm<CampaignFormValues>();
  const [coverKey, setCoverKey] = useState<string | null>(() => coverKeyOf(coverUrl));
  const [message, setMessage] = useState<string | null>(null);
  const { save, saving, fault } = useSaveCampaign(id);

  const submit = async (toReview: boolean): Promise<void> => {
    setMessage(null);
    const values = await form.validateFields().catch(() => null);
    if (!values) {
      focusFirstError(form);
      return;
    }
    const outcome = await save(campaignInputOf(values, coverKey), toReview);
    if (outcome.kind === 'saved') {
      toast(t('common:toast.done', { step: t(toReview ? 'form.saveAndSubmit' : 'form.save') }));
      onSaved(outcome.id);
    }
    if (outcome.kind === 'refused') setMessage(shownAtField(form, outcome) ? null : outcome.message);
  };
  return (
    <Form<CampaignFormValues>
      form={form}
      className="campaign-form"
      layout="vertical"
      initialValues={initial}
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
    >
      <ContentFields>
        <PictureField
          label={t('form.cover')}
          hint={t('form.coverHint')}
          address="/uploads/covers"
          currentUrl={coverUrl}
          onUploaded={setCoverKey}
        />
      </ContentFields>
      <MoneyFields />
      <FilingFields form={form} />
      <PlanFields />
      {message ? <Notice tone="seal" title={message} urgent /> : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
      <div className="console-actions campaign-form-actions">
        <Button type="primary" loading={saving} onClick={() => void submit(false)}>
          {t('form.save')}
        </Button>
        <Button loading={saving} onClick={() => void submit(true)}>
          {t('form.saveAndSubmit')}
        </Button>
      </div>
    </Form>
  );
}

/** Puts the server's sentence at its field; false when the form has no such field. */
function shownAtField(form: FormInstance<CampaignFormValues>, { field, message }: SaveRefusal): boolean {
  const name = field === null ? null : campaignFieldOf(field);
  if (name === null) return false;
  form.setFields([{ name, errors: [message] }]);
  form.scrollToField(name, { focus: true });
  return true;
}

function focusFirstError(form: FormInstance<CampaignFormValues>): void {
  const first = form.getFieldsError().find(({ errors }) => errors.length > 0);
  if (first) form.scrollToField(first.name, { focus: true });
}
