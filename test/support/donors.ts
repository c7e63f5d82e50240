import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import type { Installation } from './installation.js';

/** The letters of the local mail box to an address, oldest first, decoded as far as text goes. */
export function lettersTo({ dataDir }: Pick<Installation, 'dataDir'>, address: string): string[] {
  const folder = path.join(dataDir, 'mail');
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const dated = files.map((name) => ({ name, at: statSync(path.join(folder, name)).mtimeMs }));
  return dated
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => readFileSync(path.join(folder, name), 'utf8'))
    .filter((letter) => new RegExp(`^To: .*${address.replace(/[.+]/g, '\\$&')}`, 'im').test(letter))
    .map(decoded);
}

/** The newest sign-in code sent to an address. @throws Error when none came */
export function codeFor(installation: Pick<Installation, 'dataDir'>, address: string): string {
  const code = /\b\d{6}\b/.exec(lettersTo(installation, address).at(-1) ?? '')?.[0];
  if (!code) throw new Error(`no code was sent to ${address}`);
  return code;
}

/** A browser in which a donor has signed in by a code from the local mail box. */
export async function signInAsDonor(installation: Installation, contact: string): Promise<GraphClient> {
  const client = installation.visitor();
  await client.ask('mutation($contact: String!) { sendSignInCode(contact: $contact) { __typename } }', { contact });
  const { signInByCode } = await client.ask<{ signInByCode: { __typename: string } }>(
    'mutation($contact: String!, $code: String!) { signInByCode(contact: $contact, code: $code) { __typename } }',
    { contact, code: codeFor(installation, contact.trim().toLowerCase()) },
  );
  if (signInByCode.__typename !== 'DonorSignedIn') throw new Error(`${contact} was not signed in`);
  return client;
}

/** Body of a letter of one text part, in whichever coding the mailer chose. */
function decoded(letter: string): string {
  const [head = '', ...rest] = letter.split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'));
}
