import type { FormBranch, FormValue } from './form.decoding.js';
import { invalidRequest, type StripeFault } from './stripe.fault.js';

/** How one parameter is read: its value, or undefined where it was not sent. Throws a 400 that names the parameter. */
export type Kind<T> = (value: FormValue | undefined, at: string) => T;
type Shape = Record<string, Kind<unknown>>;
export type ReadOf<S extends Shape> = { [Name in keyof S]: S[Name] extends Kind<infer T> ? T : never };

const MAX_TEXT = 5000;

/** Reads a whole form by its shape; a parameter outside the shape is an error, as it is with Stripe. */
export function readForm<S extends Shape>(form: FormBranch, shape: S): ReadOf<S> {
  return readBranch(form, shape, '');
}

function readBranch<S extends Shape>(branch: FormBranch, shape: S, at: string): ReadOf<S> {
  for (const name of Object.keys(branch)) {
    if (!Object.hasOwn(shape, name)) throw unknownParameter(joined(at, name));
  }
  const entries = Object.entries(shape).map(([name, kind]) => [name, kind(branch[name], joined(at, name))]);
  return Object.fromEntries(entries) as ReadOf<S>;
}

function joined(at: string, name: string): string {
  return at === '' ? name : `${at}[${name}]`;
}

export function missingParameter(at: string): StripeFault {
  return invalidRequest(`Missing required param: ${at}.`, { code: 'parameter_missing', param: at });
}

function unknownParameter(at: string): StripeFault {
  return invalidRequest(`Received unknown parameter: ${at}`, { code: 'parameter_unknown', param: at });
}

function emptyParameter(at: string): StripeFault {
  const message =
    `You passed an empty string for '${at}'. We assume empty values are an attempt to unset a parameter; however ` +
    `'${at}' cannot be unset. You should remove '${at}' from your request or supply a non-empty value.`;
  return invalidRequest(message, { code: 'parameter_invalid_empty', param: at });
}

/** The text of a leaf, undefined when absent; throws for a branch and for an empty text. */
function leaf(value: FormValue | undefined, at: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object') throw invalidRequest('Invalid string', { param: at });
  if (value === '') throw emptyParameter(at);
  return value;
}

export function required<T>(kind: Kind<T | undefined>): Kind<T> {
  return (value, at) => {
    const read = kind(value, at);
    if (read === undefined) throw missingParameter(at);
    return read;
  };
}

/** A kind for which an empty text means "take it away": read as null. */
export function clearable<T>(kind: Kind<T>): Kind<T | null> {
  return (value, at) => (value === '' ? null : kind(value, at));
}

export function text(limits: { max?: number } = {}): Kind<string | undefined> {
  const max = limits.max ?? MAX_TEXT;
  return (value, at) => {
    const read = leaf(value, at);
    if (read !== undefined && [...read].length > max) {
      throw invalidRequest(`Invalid string: must be at most ${max} characters`, { param: at });
    }
    return read;
  };
}

export function integer(limits: { min?: number; max?: number } = {}): Kind<number | undefined> {
  return (value, at) => {
    const read = leaf(value, at);
    if (read === undefined) return undefined;
    const whole = /^-?\d{1,15}$/.test(read) ? Number.parseInt(read, 10) : undefined;
    if (whole === undefined || whole < (limits.min ?? whole) || whole > (limits.max ?? whole)) {
      throw invalidRequest(`Invalid integer: ${read}`, { code: 'parameter_invalid_integer', param: at });
    }
    return whole;
  };
}

export function flag(): Kind<boolean | undefined> {
  return (value, at) => {
    const read = leaf(value, at);
    if (read === undefined || read === 'true' || read === 'false')
      return read === undefined ? undefined : read === 'true';
    throw invalidRequest(`Invalid boolean: ${read}`, { param: at });
  };
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Kind<Choice | undefined> {
  return (value, at) => {
    const read = leaf(value, at);
    const choice = choices.find((candidate) => candidate === read);
    if (read !== undefined && choice === undefined) {
      throw invalidRequest(`Invalid ${at}: must be one of ${choices.join(', ')}`, { param: at });
    }
    return choice;
  };
}

/** An absolute http or https address. Nothing else may ever become a link or a redirect on the payment page. */
export function webAddress(): Kind<string | undefined> {
  return (value, at) => {
    const read = leaf(value, at);
    if (read === undefined) return undefined;
    const parsed = URL.canParse(read) ? new URL(read) : undefined;
    if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
      throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: at });
    }
    return read;
  };
}

export function emailAddress(): Kind<string | undefined> {
  return (value, at) => {
    const read = leaf(value, at);
    if (read !== undefined && (read.length > 512 || !/^[^\s@]+@[^\s@]+$/.test(read))) {
      throw invalidRequest(`Invalid email address: ${read}`, { code: 'email_invalid', param: at });
    }
    return read;
  };
}

export function branch<S extends Shape>(shape: S): Kind<ReadOf<S> | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'object') throw invalidRequest('Invalid object', { param: at });
    return readBranch(value, shape, at);
  };
}

export function listOf<T>(member: Kind<T>, limits: { max: number }): Kind<T[] | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'object') throw invalidRequest('Invalid array', { param: at });
    const entries = Object.entries(value);
    if (entries.some(([index]) => !/^\d+$/.test(index))) throw invalidRequest('Invalid array', { param: at });
    if (entries.length > limits.max) {
      throw invalidRequest(`Invalid array: at most ${limits.max} members are taken`, { param: at });
    }
    return entries.map(([index, item]) => member(item, joined(at, index)));
  };
}
