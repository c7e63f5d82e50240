import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { CampaignState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel, RegionModel } from '../organizations/region.model.js';

registerEnumType(CampaignState, {
  name: 'CampaignState',
  description: 'Where a campaign stands.',
  valuesMap: {
    DRAFT: { description: 'Being written.' },
    IN_REVIEW: { description: 'Waits for the checker.' },
    APPROVED: { description: 'Approved by a second person, not yet public.' },
    LIVE: { description: 'Public, and takes gifts inside its window.' },
    PAUSED: { description: 'Public, takes no gifts for now.' },
    ENDED: { description: 'Its window is over.' },
    SETTLED: { description: 'All its money has been accounted for.' },
    REJECTED: { description: 'Sent back to its maker.' },
    TAKEN_DOWN: { description: 'Removed from public view.' },
  },
});

@ObjectType('Charity', { description: 'The charity in whose name money is raised, as the law wants it shown.' })
export class CharityModel {
  @Shown('PUBLIC', () => String, 'Full registered name.')
  name!: string;

  @Shown('PUBLIC', () => String, '统一社会信用代码')
  creditCode!: string;

  @Shown('PUBLIC', () => String, 'Number of the public fundraising certificate.')
  certificateNumber!: string;

  @Shown('PUBLIC', () => CivilDateScalarType, 'Last day of the certificate.')
  certificateValidUntil!: CivilDate;

  @Shown('PUBLIC', () => String, 'Where to write.')
  address!: string;

  @Shown('PUBLIC', () => String, 'Where to call.')
  phone!: string;

  @Shown('PUBLIC', () => String, 'Where to mail.')
  email!: string;
}

@ObjectType('FundraisingPlan', { description: '募捐方案, as filed (Charity Law 24).' })
export class FundraisingPlanModel {
  @Shown('PUBLIC', () => String, 'What the money is for.')
  purpose!: string;

  @Shown('PUBLIC', () => String, 'Who it is for.')
  beneficiaries!: string;

  @Shown('PUBLIC', () => String, 'How it is used.')
  useOfFunds!: string;

  @Shown('PUBLIC', () => String, 'What raising and managing it costs, and who bears that.')
  cost!: string;

  @Shown('PUBLIC', () => String, 'What becomes of leftovers.')
  leftovers!: string;

  @Shown('PUBLIC', () => String, 'Who answers for it.')
  responsiblePerson!: string;

  @Shown('PUBLIC', () => String, 'The account all of it goes to.')
  bankAccount!: string;

  @Shown('PUBLIC', () => String, '备案编号; null until filed.', { nullable: true })
  filingNumber!: string | null;

  @Shown('PUBLIC', () => CivilDateScalarType, 'Day of the filing.', { nullable: true })
  filedOn!: CivilDate | null;

  @Shown('PUBLIC', () => CivilDateScalarType, 'First day of the filed window.', { nullable: true })
  windowStart!: CivilDate | null;

  @Shown('PUBLIC', () => CivilDateScalarType, 'Last day of the filed window.', { nullable: true })
  windowEnd!: CivilDate | null;

  @Shown('PUBLIC', () => [ID], 'Codes of the cities it is raised for.')
  regionCodes!: string[];
}

@ObjectType('CampaignProgress', { description: 'What has been raised, as the books have it.' })
export class CampaignProgressModel {
  @Shown('PUBLIC', () => FenScalarType, 'Sum of the posted gifts.')
  raised!: Fen;

  @Shown('PUBLIC', () => Int, 'Number of posted gifts.')
  gifts!: number;

  @Shown('PUBLIC', () => String, 'Position in the books of the last gift this figure includes; "0" before the first.')
  asOfPosition!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When that gift was posted, or now before the first.')
  asOf!: Date;
}

@ObjectType('CampaignCity', { description: "A city's share of a campaign, and its tile in the cartogram." })
export class CampaignCityModel {
  @Shown('PUBLIC', () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown('PUBLIC', () => OrgUnitModel, 'Its federation, to whom the money goes.')
  orgUnit!: OrgUnitModel;

  @Shown('PUBLIC', () => FenScalarType, 'Designated gifts and pool share together.')
  raised!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'From gifts designated to it.')
  direct!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'From the provincial pool.')
  pool!: Fen;

  @Shown('PUBLIC', () => Int, 'Number of posted gifts designated to it.')
  gifts!: number;

  @Shown('PUBLIC', () => Int, 'Row of its tile, from 0.')
  row!: number;

  @Shown('PUBLIC', () => Int, 'Column of its tile, 0 to 3.')
  column!: number;
}

@ObjectType('CampaignTransition', { description: 'A change of state: who, why, when.' })
export class CampaignTransitionModel {
  @Shown(OVERSEERS, () => CampaignState, 'State before; null at creation.', { nullable: true })
  from!: CampaignState | null;

  @Shown(OVERSEERS, () => CampaignState, 'State after.')
  to!: CampaignState;

  @Shown(OVERSEERS, () => String, 'Name of who did it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('PublishGateFault', { description: 'A condition of the law that keeps a campaign from going live.' })
export class PublishGateFaultModel {
  @Shown('PUBLIC', () => String, 'Stable name of the condition.')
  code!: string;

  @Shown('PUBLIC', () => String, 'What is missing, in plain words.')
  message!: string;
}

@ObjectType('Campaign', { description: '募捐活动' })
export class CampaignModel {
  @Shown('PUBLIC', () => ID, 'Opaque id.')
  id!: string;

  @Shown('PUBLIC', () => String, 'Its part of the address.')
  slug!: string;

  @Shown('PUBLIC', () => String, 'Title.')
  title!: string;

  @Shown('PUBLIC', () => String, 'One or two sentences, also for previews in chats.')
  summary!: string;

  @Shown('PUBLIC', () => [String], 'Paragraphs of plain text.')
  story!: string[];

  @Shown('PUBLIC', () => CampaignState, 'Where it stands.')
  state!: CampaignState;

  @Shown('PUBLIC', () => FenScalarType, 'What it hopes to raise; reaching it closes nothing.')
  target!: Fen;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it begins to take gifts.')
  startsAt!: Date;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it stops taking gifts.')
  endsAt!: Date;
}

export const CampaignConnection = connectionOf(CampaignModel, 'Campaign', 'PUBLIC');
