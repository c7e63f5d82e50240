import { invalidRequest } from './stripe.fault.js';

/** A decoded form: texts at the leaves, named branches, and lists as branches named 0, 1, 2… */
export type FormValue = string | FormBranch;
export interface FormBranch {
  [name: string]: FormValue;
}

/** Deeper and longer forms than any request of Stripe's needs are refused before they cost anything. */
const MAX_DEPTH = 8;
const MAX_PAIRS = 1000;

const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * Decodes `a[b][0][c]=x&d=y` (percent-encoded UTF-8, plus for space) into branches.
 * Throws 400 for broken escapes, broken keys, and for forms that are too deep or too long.
 */
export function decodeForm(text: string): FormBranch {
  const root = newBranch();
  if (text === '') return root;
  const pairs = text.split('&');
  if (pairs.length > MAX_PAIRS) throw invalidRequest(`Too many parameters: at most ${MAX_PAIRS} are taken`);
  for (const pair of pairs) {
    if (pair === '') continue;
    const separator = pair.indexOf('=');
    const key = unescapePart(separator < 0 ? pair : pair.slice(0, separator));
    const value = separator < 0 ? '' : unescapePart(pair.slice(separator + 1));
    plant(root, key, value);
  }
  return root;
}

/** A branch has no prototype, so that a parameter called `__proto__` is a name like any other. */
function newBranch(): FormBranch {
  return Object.create(null) as FormBranch;
}

function plant(root: FormBranch, key: string, value: string): void {
  const path = pathOf(key);
  let branch = root;
  for (const step of path.slice(0, -1)) {
    const name = step === '' ? nextIndex(branch) : step;
    const child = branch[name];
    if (typeof child === 'object') {
      branch = child;
    } else {
      const grown = newBranch();
      branch[name] = grown;
      branch = grown;
    }
  }
  const leaf = path.at(-1) ?? '';
  branch[leaf === '' ? nextIndex(branch) : leaf] = value;
}

function pathOf(key: string): string[] {
  if (!key.includes('[')) return [key];
  const parts = KEY.exec(key);
  if (parts === null) throw invalidRequest(`Invalid request: the parameter name ${key} is malformed`);
  const path = [parts[1] ?? '', ...(parts[2] ?? '').slice(1, -1).split('][')];
  if (path.length > MAX_DEPTH) throw invalidRequest(`Invalid request: ${key} is nested too deeply`);
  return path;
}

function nextIndex(branch: FormBranch): string {
  return String(Object.keys(branch).length);
}

function unescapePart(part: string): string {
  if (!part.includes('%') && !part.includes('+')) return part;
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw invalidRequest('Invalid request: the parameters are not valid UTF-8');
  }
}
