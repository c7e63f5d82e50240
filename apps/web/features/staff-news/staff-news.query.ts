import { graphql } from '../../lib/graphql.js';

/** News of a campaign as staff see it. */
export const StaffNewsQuery = graphql(`
  query StaffNews($id: ID!) {
    staffCampaign(id: $id) {
      id
      title
      state
      newsReaders
      news(first: 50) {
        id
        title
        text
        publishedAt
        letters
        sentAt
      }
      withdrawnNews(first: 50) {
        id
        title
        text
        publishedAt
        withdrawnAt
        withdrawnBy
        withdrawalReason
        lettersStopped
        isCorrected
      }
    }
  }
`);
