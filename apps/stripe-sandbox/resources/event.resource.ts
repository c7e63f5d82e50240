import { flag, listOf, readForm, required, text } from '../protocol/form.reader.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredEvent } from '../state/stored.objects.js';
import { renderEvent } from '../webhooks/event.log.js';

const URL_PATH = '/v1/events';

const listShape = {
  ...pageShape,
  created: timeFilter(),
  delivery_success: flag(),
  type: text(),
  types: listOf(required(text()), { max: 20 }),
};

/** `/v1/events`: retrieve, list; `delivery_success=false` finds what no endpoint has confirmed yet. */
export const eventRoutes: ResourceRoutes = (api, sandbox) => {
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return wireEvent(sandbox, findEvent(sandbox, call.id));
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    if (form.type !== undefined && form.types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.');
    }
    const types = form.types ?? (form.type === undefined ? undefined : [form.type]);
    const passes = (event: StoredEvent) =>
      form.created(event.created) &&
      (types === undefined || types.some((pattern) => fits(event.type, pattern))) &&
      (form.delivery_success === undefined ||
        form.delivery_success === (sandbox.deliveries.pendingFor(event.id) === 0));
    const page = pageOf(sandbox.state.collections.events, form, { url: URL_PATH, kind: 'event', passes });
    return { ...page, data: page.data.map((event) => wireEvent(sandbox, event)) };
  });
};

/** Throws 404 where there is none. */
export function findEvent(sandbox: Sandbox, id: string): StoredEvent {
  const event = sandbox.state.collections.events.get(id);
  if (event === undefined) throw noSuch('event', id, 'id');
  return event;
}

function wireEvent(sandbox: Sandbox, event: StoredEvent): object {
  return JSON.parse(renderEvent(event, sandbox.deliveries.pendingFor(event.id))) as object;
}

/** A type by its name, or a group of them: `charge.*`. */
function fits(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
