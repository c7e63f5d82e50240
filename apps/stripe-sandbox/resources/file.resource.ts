import { branch, integer, oneOf, readForm, required, text } from '../protocol/form.reader.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredFile } from '../state/stored.objects.js';

const URL_PATH = '/v1/files';
/** Stripe's own types and size for evidence: docs.stripe.com/file-upload. */
const TYPES: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' };
const LARGEST = 5 * 1024 * 1024;

const fileShape = {
  name: required(text({ max: 255 })),
  type: required(text({ max: 100 })),
  size: required(integer({ min: 1 })),
  sha256: required(text({ max: 64 })),
};
const createShape = { purpose: required(oneOf(['dispute_evidence'])), file: required(branch(fileShape)) };
const listShape = { ...pageShape, created: timeFilter(), purpose: text() };

/** `/v1/files`: create (evidence only), retrieve, list. */
export const fileRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const { purpose, file } = readForm(call.form, createShape);
    const type = TYPES[file.type];
    if (type === undefined) throw invalidRequest(`Files of the type ${file.type} are not taken`, { param: 'file' });
    if (file.size > LARGEST) throw invalidRequest('The file is larger than 5 MB', { param: 'file' });
    const created = sandbox.clock.nowSeconds();
    const stored: StoredFile = {
      id: sandbox.state.ids.id('file'),
      object: 'file',
      created,
      expires_at: null,
      filename: file.name,
      links: null,
      purpose,
      size: file.size,
      title: null,
      type,
      url: null,
    };
    sandbox.state.collections.files.add(stored);
    return stored;
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findFile(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (file: StoredFile) =>
      form.created(file.created) && (form.purpose === undefined || file.purpose === form.purpose);
    return pageOf(sandbox.state.collections.files, form, { url: URL_PATH, kind: 'file', passes });
  });
};

/** Throws 404 where there is none. */
export function findFile(sandbox: Sandbox, id: string): StoredFile {
  const file = sandbox.state.collections.files.get(id);
  if (file === undefined) throw noSuch('file upload', id, 'file');
  return file;
}
