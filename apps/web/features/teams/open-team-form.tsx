import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { newTeamId } from '../../lib/ids.js';
import { webAddress } from '../../lib/web-address.js';
import { OpenTeamMutation } from './open-team.mutation.js';
import { NameField, PersonFields, WordFields } from './team-fields.js';
import { EMPTY_TEAM, faultsOfTeam, targetOf, TEAM_KINDS } from './team-form.js';
import { useTeamForm } from './use-team-form.js';
import './teams.css';

interface OpenTeamFormProps {
  campaign: { id: string; cities: readonly { region: { code: string; name: string } }[] };
  /** The team it is to be a squad of. */
  parent: { id: string; name: string; regionCode: string | null } | null;
  /** Whoever is signed in need not give an address. */
  knowsEmail: boolean;
  /** What staff look at before it is public. */
  review: 'ALL' | 'PICTURES' | 'NONE';
}

/** A team in under a minute: what it is, its name, its city; the rest may stay empty. */
export function OpenTeamForm({ campaign, parent, knowsEmail, review }: OpenTeamFormProps) {
  const { t } = useTranslation('teams');
  const client = useClient();
  const [id] = useState(newTeamId);
  const team = useTeamForm({ ...EMPTY_TEAM, regionCode: parent?.regionCode ?? '' }, (form) =>
    faultsOfTeam(form, knowsEmail),
  );
  const { form, change, errorAt } = team;
  const fields = { form, change, errorAt };
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (team.sending) return;
    const { kind, name, slogan, pictureKey, nickname } = form;
    const input = {
      id,
      campaignId: campaign.id,
      parentId: parent?.id ?? null,
      kind,
      name: name.trim(),
      slogan: slogan.trim(),
      regionCode: form.regionCode || null,
      target: targetOf(form.target),
      pictureKey,
      nickname: nickname.trim(),
      email: form.email.trim() || null,
    };
    const answer = await team.send(() => client.mutation(OpenTeamMutation, { input }).toPromise(), 'OpenedTeam');
    const desk = answer?.__typename === 'OpenedTeam' ? webAddress(answer.deskUrl) : null;
    // A fresh page: the link is in the address, where it can be kept.
    if (desk) window.location.assign(desk);
  };
  return (
    <form ref={team.element} className="team-form" noValidate onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend>{t('form.kind')}</legend>
        <div className="team-kinds">
          {TEAM_KINDS.map((kind) => (
            <label key={kind} className="team-kind">
              <input type="radio" name="kind" checked={form.kind === kind} onChange={() => change({ kind })} />
              <span>{t(`kinds.${kind}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <NameField {...fields} />
      <Field
        label={form.kind === 'CITY' ? t('form.city') : t('form.cityOptional')}
        hint={t('form.cityHint')}
        error={errorAt('regionCode')}
      >
        {(control) => (
          <select
            {...control}
            className="input"
            value={form.regionCode}
            onChange={(event) => change({ regionCode: event.target.value })}
          >
            <option value="">{t('form.noCity')}</option>
            {campaign.cities.map(({ region }) => (
              <option key={region.code} value={region.code}>
                {region.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <PersonFields {...fields} knowsEmail={knowsEmail} />
      <WordFields {...fields} pictureUrl={null} />
      <p className="small muted">
        {t(`form.review.${review}`)} {t('form.rules')}
      </p>
      {team.refusal && team.refusal.field === null ? (
        <Notice tone="seal" urgent>
          {team.refusal.message}
        </Notice>
      ) : null}
      {team.apiFault ? <FaultNotice fault={team.apiFault} onRetry={() => void submit()} urgent /> : null}
      <button type="submit" className="button wide" aria-disabled={team.sending}>
        {team.sending ? t('form.opening') : t('form.open')}
      </button>
    </form>
  );
}
