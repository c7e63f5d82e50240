import { graphql, type ResultOf } from '../../lib/graphql.js';

/** What a re-allocation does, city by city. */
export const Preview = graphql(`
  fragment Preview on ReallocationPreview @_unmask {
    amount
    gifts
    empty
    unchanged
    hash
    rule {
      version
    }
    management {
      before
      after
    }
    covered {
      before
      after
    }
    cities {
      orgUnit {
        id
        region {
          shortName
        }
      }
      before
      after
      held
      missing
    }
  }
`);

export type PreviewParts = ResultOf<typeof Preview>;
