import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A team in a list: the unit, never who is in it. */
export const TeamRow = graphql(`
  fragment TeamRow on Team @_unmask {
    id
    name
    kind
    state
    raised
    gifts
    region {
      shortName
    }
    parent {
      name
    }
  }
`);

export type TeamRowParts = ResultOf<typeof TeamRow>;

/** The teams on a campaign's page, by number of gifts and by amount. */
export const CampaignTeams = graphql(
  `
    fragment CampaignTeams on Campaign @_unmask {
      slug
      state
      teamCounts {
        teams
        squads
      }
      byGifts: teams(order: GIFTS, first: 10) {
        ...TeamRow
      }
      byAmount: teams(order: AMOUNT, first: 10) {
        ...TeamRow
      }
      cities {
        gifts
        direct
        region {
          code
          name
        }
      }
    }
  `,
  [TeamRow],
);

export type BoardCity = ResultOf<typeof CampaignTeams>['cities'][number];

/** What moves on a team's page while people give. */
export const TeamTotals = graphql(
  `
    fragment TeamTotals on Team @_unmask {
      id
      state
      target
      raised
      gifts
      ownRaised
      ownGifts
      parent {
        id
        name
        target
        raised
        gifts
      }
      squads {
        ...TeamRow
      }
    }
  `,
  [TeamRow],
);

export type TeamTotalsParts = ResultOf<typeof TeamTotals>;

/** What a team says of itself. */
export const TeamPart = graphql(`
  fragment TeamPart on Team @_unmask {
    id
    name
    slogan
    kind
    state
    overBecause
    pictureUrl
    pictureSrcset
    createdAt
    region {
      code
      shortName
    }
    orgUnit {
      name
    }
    parent {
      id
      state
    }
    campaign {
      id
      slug
      title
      state
      coverUrl
      coverSrcset
      target
      progress {
        raised
        gifts
      }
    }
  }
`);

export type TeamParts = ResultOf<typeof TeamPart>;
