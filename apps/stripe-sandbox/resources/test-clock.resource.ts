import { integer, readForm, required, text } from '../protocol/form.reader.js';
import { pageOf, pageShape } from '../protocol/pagination.js';
import { noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredTestClock } from '../state/stored.objects.js';

const URL_PATH = '/v1/test_helpers/test_clocks';

/** `/v1/test_helpers/test_clocks`: create, retrieve, list, advance, delete. Customers made with one are billed by it. */
export const testClockRoutes: ResourceRoutes = (api, sandbox) => {
  const { testClocks } = sandbox.state.collections;
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, { frozen_time: required(integer({ min: 0 })), name: text({ max: 300 }) });
    return sandbox.billing.createClock(form.frozen_time, form.name ?? null, call.origin);
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findTestClock(sandbox, call.id);
  });
  api.get(URL_PATH, (call) =>
    pageOf(testClocks, readForm(call.form, pageShape), { url: URL_PATH, kind: 'test clock' }),
  );
  api.post(`${URL_PATH}/:id/advance`, (call) => {
    const form = readForm(call.form, { frozen_time: required(integer({ min: 0 })) });
    const clock = findTestClock(sandbox, call.id);
    sandbox.billing.advance(clock, form.frozen_time, call.origin);
    return clock;
  });
  api.delete(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const clock = findTestClock(sandbox, call.id);
    sandbox.billing.deleteClock(clock, call.origin);
    return { id: clock.id, object: 'test_helpers.test_clock', deleted: true };
  });
};

/** The clock as it is now. Throws 404 where there is none. */
export function findTestClock(sandbox: Sandbox, id: string): StoredTestClock {
  sandbox.agenda.runDue();
  const clock = sandbox.state.collections.testClocks.get(id);
  if (clock === undefined) throw noSuch('test clock', id, 'id');
  return clock;
}
