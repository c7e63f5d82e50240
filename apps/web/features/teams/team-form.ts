import { parseYuan } from '../../lib/money.js';

export const TEAM_NAME_LIMIT = 24;
export const SLOGAN_LIMIT = 140;
export const TEAM_KINDS = ['CITY', 'SYSTEM', 'COMPANY', 'FRIENDS'] as const;
export type TeamKind = (typeof TEAM_KINDS)[number];

/** What somebody types to open or edit a team, as typed. */
export interface TeamForm {
  kind: TeamKind;
  name: string;
  slogan: string;
  regionCode: string;
  target: string;
  pictureKey: string | null;
  nickname: string;
  email: string;
}

export const EMPTY_TEAM: TeamForm = {
  kind: 'FRIENDS',
  name: '',
  slogan: '',
  regionCode: '',
  target: '',
  pictureKey: null,
  nickname: '',
  email: '',
};

export type TeamField = 'name' | 'slogan' | 'regionCode' | 'target' | 'pictureKey' | 'nickname' | 'email';
export type TeamFault = 'missing' | 'tooLong' | 'amount' | 'email';
export type TeamFaults = Partial<Record<TeamField, TeamFault>>;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What a team says of itself, checked; the server decides, this only spares a round trip for the plain cases. */
export function faultsOfWords({ name, slogan, target }: Pick<TeamForm, 'name' | 'slogan' | 'target'>): TeamFaults {
  const faults: TeamFaults = {};
  if (name.trim() === '') faults.name = 'missing';
  else if ([...name.trim()].length > TEAM_NAME_LIMIT) faults.name = 'tooLong';
  if ([...slogan.trim()].length > SLOGAN_LIMIT) faults.slogan = 'tooLong';
  if (target.trim() !== '') {
    const parsed = parseYuan(target);
    if (!parsed.ok || parsed.fen === 0n) faults.target = 'amount';
  }
  return faults;
}

/** The same for the whole form. @param knowsEmail whoever is signed in need not give an address */
export function faultsOfTeam(form: TeamForm, knowsEmail: boolean): TeamFaults {
  const faults = faultsOfWords(form);
  if (form.kind === 'CITY' && form.regionCode === '') faults.regionCode = 'missing';
  return { ...faults, ...faultsOfPerson(form, knowsEmail) };
}

/** Who begins to lead a team: a name for the others, and an address to get back by. */
export function faultsOfPerson(
  { nickname, email }: Pick<TeamForm, 'nickname' | 'email'>,
  knowsEmail: boolean,
): TeamFaults {
  const faults: TeamFaults = {};
  if (nickname.trim() === '') faults.nickname = 'missing';
  if (!knowsEmail && email.trim() === '') faults.email = 'missing';
  else if (email.trim() !== '' && !EMAIL.test(email.trim())) faults.email = 'email';
  return faults;
}

/** A target as the api wants it; null when none was typed. Only of a form without faults. */
export function targetOf(text: string): string | null {
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.fen.toString() : null;
}
