import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { takesAnswer } from './takes-answer.js';
import { AcceptDisputeMutation, DefendDisputeMutation, type DisputeParts } from './dispute.queries.js';

type Step = 'defend' | 'accept';

interface DisputeAnswerProps {
  dispute: DisputeParts;
  onAnswered: () => void;
}

/** What speaks against it, or that we let it be; each confirmed before it is sent, for neither can be taken back. */
export function DisputeAnswer({ dispute, onAnswered }: DisputeAnswerProps) {
  const { t } = useTranslation('refunds');
  const [statement, setStatement] = useState('');
  const [documentation, setDocumentation] = useState('');
  const [missing, setMissing] = useState(false);
  const [step, setStep] = useState<Step | null>(null);
  const { id, amount } = dispute;
  if (!takesAnswer(dispute)) return null;
  const askDefend = (): void => {
    setMissing(statement.trim() === '');
    if (statement.trim() !== '') setStep('defend');
  };
  const said = { statement: statement.trim(), documentation: documentation.trim() || null };
  return (
    <section className="card refund-proposal console-block">
      <h2>{t('dispute.defend')}</h2>
      <p className="small muted">{t('dispute.defendHint')}</p>
      <Field
        label={t('dispute.statement')}
        hint={t('dispute.statementHint')}
        error={missing ? t('form.missing') : undefined}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={5}
            maxLength={5000}
            value={statement}
            onChange={(event) => setStatement(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('dispute.documentation')} hint={t('dispute.documentationHint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            maxLength={5000}
            value={documentation}
            onChange={(event) => setDocumentation(event.target.value)}
          />
        )}
      </Field>
      <div className="console-actions">
        <Button onClick={() => setStep('accept')}>{t('dispute.accept')}</Button>
        <Button type="primary" onClick={askDefend}>
          {t('dispute.submit')}
        </Button>
      </div>
      {step ? (
        <Confirm
          id={id}
          step={step}
          amount={formatYuan(fenOf(amount))}
          said={said}
          onClose={() => setStep(null)}
          onAnswered={onAnswered}
        />
      ) : null}
    </section>
  );
}

interface ConfirmProps {
  id: string;
  step: Step;
  amount: string;
  said: { statement: string; documentation: string | null };
  onClose: () => void;
  onAnswered: () => void;
}

function Confirm({ id, step, amount, said, onClose, onAnswered }: ConfirmProps) {
  const { t } = useTranslation('refunds');
  const client = useClient();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const confirm = async (): Promise<void> => {
    setSending(true);
    const { data, error } =
      step === 'defend'
        ? await client.mutation(DefendDisputeMutation, { id, input: said }).toPromise()
        : await client.mutation(AcceptDisputeMutation, { id }).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    setRefusal(result && result.__typename !== 'Dispute' ? result.message : null);
    if (result?.__typename !== 'Dispute') return;
    onAnswered();
    onClose();
  };
  return (
    <Modal
      open
      title={t(`dispute.${step}Title`)}
      okText={t(`dispute.${step}Confirm`)}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="refund-dialog">
        <p className="num">{t(`dispute.${step}Effect`, { amount })}</p>
        {refusal ? (
          <Notice tone="seal" urgent>
            {refusal}
          </Notice>
        ) : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}
