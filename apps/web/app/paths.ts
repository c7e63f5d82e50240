/** Pages rendered on the server, without the language's prefix. */
export const PUBLIC_PATHS = {
  home: '/',
  campaign: '/c/:slug',
  filing: '/c/:slug/plan',
  teams: '/c/:slug/teams',
  team: '/c/:slug/teams/:id',
  newsItem: '/c/:slug/news/:id',
  books: '/books',
  campaigns: '/campaigns',
  city: '/cities/:code',
  statistics: '/statistics',
  rules: '/rules',
  disclosures: '/disclosures',
} as const;

/** Pages that are personal and therefore only rendered in the browser. */
export const CLIENT_PATHS = {
  pledge: '/pledges/:id',
  monthly: '/monthly/:id',
  openTeam: '/c/:slug/open-team',
  teamDesk: '/teams/:id',
  joinTeam: '/teams/:id/join',
  my: '/my',
  news: '/news/:id',
  signIn: '/sign-in',
  fund: '/fund',
  staff: '/staff/*',
} as const;
