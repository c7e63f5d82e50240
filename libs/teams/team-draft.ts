import { FieldRejectedError, isId, plainWords, type Fen } from '#kernel';
import { TeamKind } from '#platform';
import type { Team, TeamWords } from './team.types.js';

/** What somebody fills in to open a team. */
export interface TeamDraft extends TeamWords {
  /** Made by the client; the same id again is the same team. */
  id: string;
  campaignId: string;
  parentId: string | null;
  kind: TeamKind;
  regionCode: string | null;
  target: Fen | null;
}

/** What its leaders may change later. */
export type TeamEdit = TeamWords & Pick<TeamDraft, 'target'>;

export const TEAM_LIMITS = { name: 24, slogan: 140, nickname: 20 } as const;
const MIN_NAME = 2;
const MIN_TARGET: Fen = 100_00n;
const MAX_TARGET: Fen = 100_000_000_00n;
/** What an upload answers with; a picture is named by its content. */
const PICTURE_KEY = /^team-pictures\/[0-9a-f]{32}-\d{1,4}\.webp$/;

/**
 * Checks what a team says of itself and what it hopes for.
 * @returns the same with its words trimmed
 * @throws FieldRejectedError naming the first field that breaks its rule
 */
export function checkedEdit<T extends TeamEdit>(edit: T): T {
  const name = plainWords('name', edit.name, TEAM_LIMITS.name);
  if ([...name].length < MIN_NAME) throw new FieldRejectedError('name', 'team_name_too_short', { min: MIN_NAME });
  const slogan = plainWords('slogan', edit.slogan, TEAM_LIMITS.slogan);
  if (edit.target !== null && (edit.target < MIN_TARGET || edit.target > MAX_TARGET)) {
    throw new FieldRejectedError('target', 'target_out_of_range', { min: MIN_TARGET, max: MAX_TARGET });
  }
  if (edit.pictureKey !== null && !PICTURE_KEY.test(edit.pictureKey)) {
    throw new FieldRejectedError('pictureKey', 'picture_unsupported');
  }
  return { ...edit, name, slogan };
}

/**
 * Checks a new team before it is kept.
 * @param cityCodes the cities the campaign raises for
 * @param parent the team it is to be a squad of
 * @throws FieldRejectedError
 */
export function checkedTeam(draft: TeamDraft, cityCodes: readonly string[], parent: Team | null): TeamDraft {
  if (!isId('team', draft.id)) throw new FieldRejectedError('id', 'id_malformed');
  const checked = checkedEdit(draft);
  const { kind, regionCode } = checked;
  if (kind === TeamKind.CITY && regionCode === null) throw new FieldRejectedError('regionCode', 'field_required');
  if (regionCode !== null && !cityCodes.includes(regionCode)) {
    throw new FieldRejectedError('regionCode', 'region_unknown', { region: regionCode });
  }
  if (draft.parentId === null) return checked;
  // A squad has no squads, or nobody could say any more what a team's total is made of.
  if (!parent || parent.campaignId !== draft.campaignId || parent.parentId !== null || parent.state !== 'PUBLIC') {
    throw new FieldRejectedError('parentId', 'team_parent_unknown');
  }
  return checked;
}
