import { EVIDENCE_FILES, EVIDENCE_TEXTS, type Evidence } from '../payments/dispute.evidence.js';
import { branch, clearable, flag, readForm, text, type Kind } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredDispute } from '../state/stored.objects.js';
import { findFile } from './file.resource.js';

const URL_PATH = '/v1/disputes';

const evidenceShape = Object.fromEntries(
  [...EVIDENCE_TEXTS, ...EVIDENCE_FILES].map((name) => [name, clearable(text({ max: 20_000 }))]),
) as Record<keyof Evidence, Kind<string | null | undefined>>;

const updateShape = { evidence: branch(evidenceShape), metadata: metadata(), submit: flag() };
const listShape = { ...pageShape, created: timeFilter(), charge: text(), payment_intent: text() };

/** `/v1/disputes`: retrieve, list, update with evidence (submitted unless `submit=false`), close. */
export const disputeRoutes: ResourceRoutes = (api, sandbox) => {
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findDispute(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    const passes = (dispute: StoredDispute) =>
      form.created(dispute.created) &&
      (form.charge === undefined || dispute.charge === form.charge) &&
      (form.payment_intent === undefined || dispute.payment_intent === form.payment_intent);
    return pageOf(sandbox.state.collections.disputes, form, { url: URL_PATH, kind: 'dispute', passes });
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const dispute = findDispute(sandbox, call.id);
    const evidence = given(form.evidence ?? {});
    for (const name of EVIDENCE_FILES) if (evidence[name]) findFile(sandbox, evidence[name]);
    const submit = form.submit ?? Object.keys(evidence).length > 0;
    const change = { evidence, metadata: mergeMetadata(dispute.metadata, form.metadata), submit };
    sandbox.disputes.update(dispute, change, call.origin);
    return dispute;
  });
  api.post(`${URL_PATH}/:id/close`, (call) => {
    readForm(call.form, {});
    const dispute = findDispute(sandbox, call.id);
    sandbox.disputes.accept(dispute, call.origin);
    return dispute;
  });
};

/** The dispute as it is now. Throws 404 where there is none. */
export function findDispute(sandbox: Sandbox, id: string): StoredDispute {
  sandbox.agenda.runDue();
  const dispute = sandbox.state.collections.disputes.get(id);
  if (dispute === undefined) throw noSuch('dispute', id, 'dispute');
  return dispute;
}

/** Only what was sent: a field that was not named keeps what it had. */
function given(read: Record<string, string | null | undefined>): Evidence {
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
