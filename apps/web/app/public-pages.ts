import type { TFunction } from 'i18next';
import { matchPath, type Params } from 'react-router';
import type { AnyVariables, Client, OperationResult, TypedDocumentNode } from 'urql';
import { fenOf, formatCount, formatLargeYuan, formatYuan } from '../lib/money.js';
import type { Locale } from '../lib/locale.js';
import type { PageHead } from './page-head.js';
import { CampaignPageQuery } from './pages/campaign.query.js';
import { CampaignsPageQuery, campaignsVariables } from './pages/campaigns.query.js';
import { CityPageQuery } from './pages/city.query.js';
import { DisclosuresPageQuery } from './pages/disclosures.query.js';
import { FilingPageQuery } from './pages/filing.query.js';
import { HomeQuery } from './pages/home.query.js';
import { RulesPageQuery } from './pages/rules.query.js';
import { StatisticsPageQuery } from './pages/statistics.query.js';
import { TeamPageQuery } from './pages/team.query.js';
import { TeamsPageQuery } from './pages/teams.query.js';
import { CLIENT_PATHS, PUBLIC_PATHS } from './paths.js';

/** What the server learns about a public page before it renders it. */
export type LoadedPage = { kind: 'found'; head: PageHead } | { kind: 'missing' } | { kind: 'unavailable' };

export interface PageRequest {
  /** Without the language's prefix. */
  path: string;
  /** Its query, where it is narrowed by one. */
  search: URLSearchParams;
  locale: Locale;
  client: Client;
  t: TFunction<readonly ['common', 'campaign', 'books', 'open', 'teams']>;
}

/** Asks for what a page shows and says what its head tells. */
type PageLoader = (request: PageRequest, params: Params) => Promise<LoadedPage>;

/** Every public page by its path. */
const PAGES: readonly (readonly [pattern: string, load: PageLoader])[] = [
  [PUBLIC_PATHS.home, loadHome],
  [PUBLIC_PATHS.campaigns, loadCampaigns],
  [PUBLIC_PATHS.campaign, loadCampaign],
  [PUBLIC_PATHS.filing, loadFiling],
  [PUBLIC_PATHS.teams, loadTeams],
  [PUBLIC_PATHS.team, loadTeam],
  [PUBLIC_PATHS.city, loadCity],
  [PUBLIC_PATHS.statistics, (request) => loadOpenPage(request, 'statistics', StatisticsPageQuery)],
  [PUBLIC_PATHS.rules, (request) => loadOpenPage(request, 'rules', RulesPageQuery)],
  [PUBLIC_PATHS.disclosures, (request) => loadOpenPage(request, 'disclosures', DisclosuresPageQuery)],
  [PUBLIC_PATHS.books, loadBooks],
];

/** Loads a public page's data into the client and says what its head should tell; null when the path is no public page. */
export function loadPublicPage(request: PageRequest): Promise<LoadedPage> | null {
  for (const [pattern, load] of PAGES) {
    const match = matchPath(pattern, request.path);
    if (match) return load(request, match.params);
  }
  return null;
}

/** Whether the path is rendered only in the browser. */
export function isClientPage(path: string): boolean {
  return Object.values(CLIENT_PATHS).some((pattern) => matchPath(pattern, path) !== null);
}

/** The page of what was answered; `headOf` gives null where the answer says that there is no such thing. */
async function pageOf<Data>(
  asked: PromiseLike<OperationResult<Data>>,
  headOf: (data: Data) => PageHead | null,
): Promise<LoadedPage> {
  const { data, error } = await asked;
  if (error || !data) return { kind: 'unavailable' };
  const head = headOf(data);
  return head ? { kind: 'found', head } : { kind: 'missing' };
}

/** The page of the books asks for nothing: what changes on it is fetched by the browser. */
function loadBooks({ t }: PageRequest): Promise<LoadedPage> {
  const title = t('common:site.title', { page: t('books:title') });
  return Promise.resolve({ kind: 'found', head: { title, description: t('books:description'), image: null } });
}

function loadHome({ client, t }: PageRequest): Promise<LoadedPage> {
  return pageOf(client.query(HomeQuery, {}), () => ({
    title: t('common:site.title', { page: t('campaign:home.title') }),
    description: t('campaign:home.description'),
    image: null,
  }));
}

/** A page about the whole house; `name` finds its title and description among the texts. */
function loadOpenPage<Data, Variables extends AnyVariables>(
  { client, t }: PageRequest,
  name: 'campaigns' | 'statistics' | 'rules' | 'disclosures',
  query: TypedDocumentNode<Data, Variables>,
  variables = {} as Variables,
): Promise<LoadedPage> {
  return pageOf(client.query(query, variables), () => ({
    title: t('common:site.title', { page: t(`open:${name}.title`) }),
    description: t(`open:${name}.description`),
    image: null,
  }));
}

function loadCampaigns(request: PageRequest): Promise<LoadedPage> {
  return loadOpenPage(request, 'campaigns', CampaignsPageQuery, campaignsVariables(request.search));
}

function loadCampaign({ client, t, locale }: PageRequest, { slug = '' }: Params): Promise<LoadedPage> {
  return pageOf(client.query(CampaignPageQuery, { slug }), ({ campaign }) => {
    if (!campaign) return null;
    const { title, summary, progress } = campaign;
    return {
      title: t('common:site.title', { page: title }),
      description: t('campaign:meta.description', {
        summary,
        raised: formatLargeYuan(fenOf(progress.raised), locale),
        gifts: formatCount(progress.gifts),
      }),
      image: shareImage(`campaigns-${slug}`, locale),
    };
  });
}

function loadFiling({ client, t }: PageRequest, { slug = '' }: Params): Promise<LoadedPage> {
  return pageOf(
    client.query(FilingPageQuery, { slug }),
    ({ campaign }) =>
      campaign && {
        title: t('common:site.title', { page: t('campaign:filing.title') }),
        description: t('campaign:meta.planDescription', { title: campaign.title }),
        image: campaign.coverUrl,
      },
  );
}

function loadTeams({ client, t }: PageRequest, { slug = '' }: Params): Promise<LoadedPage> {
  return pageOf(
    client.query(TeamsPageQuery, { slug }),
    ({ campaign }) =>
      campaign && {
        title: t('common:site.title', { page: t('teams:finder.title') }),
        description: t('teams:meta.finder', { title: campaign.title }),
        image: campaign.coverUrl,
      },
  );
}

function loadTeam({ client, t, locale }: PageRequest, { slug, id = '' }: Params): Promise<LoadedPage> {
  return pageOf(client.query(TeamPageQuery, { id }), ({ team }) => {
    if (!team || team.campaign.slug !== slug) return null;
    const { name, slogan, raised, gifts, state, campaign } = team;
    return {
      title: t('common:site.title', { page: name }),
      description: t('teams:meta.description', {
        slogan: slogan || campaign.title,
        raised: formatLargeYuan(fenOf(raised), locale),
        gifts: formatCount(gifts),
      }),
      image: state === 'TAKEN_DOWN' ? null : shareImage(`teams-${team.id}`, locale),
    };
  });
}

function loadCity({ client, t }: PageRequest, { code = '' }: Params): Promise<LoadedPage> {
  return pageOf(client.query(CityPageQuery, { code }), ({ city }) => {
    if (!city) return null;
    const { region, allocated } = city;
    return {
      title: t('common:site.title', { page: t('open:city.title', { city: region.name }) }),
      description: t('open:city.description', { city: region.name, amount: formatYuan(fenOf(allocated)) }),
      image: null,
    };
  });
}

/** The picture a chat shows with the link: made on the server, with the total of the last minute. */
function shareImage(name: string, locale: Locale): string {
  return `/posters/share/${name}.png${locale === 'en' ? '?lang=en' : ''}`;
}
