import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A rule as staff see it. */
export const StaffRule = graphql(`
  fragment StaffRule on AllocationRule @_unmask {
    id
    version
    state
    summary
    method
    managementBp
    feeCarrier
    note
    effectiveFrom
    effectiveUntil
    content
    digest
    campaign {
      id
      title
    }
    shares {
      region {
        code
        name
      }
      basis
      floorBp
      capBp
      weight
      share
      asOf
      source
    }
    history {
      to
      actor
      reason
      at
    }
    simulation {
      ...StaffSimulation
    }
  }

  fragment StaffSimulation on AllocationSimulation @_unmask {
    id
    state
    progress
    campaignId
    from
    until
    requestedAt
    current
    hash
    result {
      gifts
      amount
      paymentFees
      before {
        management
        covered
      }
      after {
        management
        covered
      }
      cities {
        region {
          code
          shortName
        }
        before {
          direct
          pool
          fees
          total
        }
        after {
          direct
          pool
          fees
          total
        }
        difference {
          direct
          pool
          fees
          total
        }
      }
    }
  }
`);

export type StaffRuleParts = ResultOf<typeof StaffRule>;
export type StaffSimulationParts = NonNullable<StaffRuleParts['simulation']>;
export type SimulationResultParts = NonNullable<StaffSimulationParts['result']>;
