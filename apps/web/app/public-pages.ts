import type { TFunction } from 'i18next';
import { matchPath } from 'react-router';
import type { Client, OperationResult } from 'urql';
import { fenOf, formatCount, formatLargeYuan, formatYuan } from '../lib/money.js';
import type { Locale } from '../lib/locale.js';
import type { PageHead } from './page-head.js';
import { CampaignPageQuery } from './pages/campaign.query.js';
import { CampaignsPageQuery, campaignsVariables } from './pages/campaigns.query.js';
import { CityPageQuery } from './pages/city.query.js';
import { DisclosuresPageQuery } from './pages/disclosures.query.js';
import { FilingPageQuery } from './pages/filing.query.js';
import { HomeQuery } from './pages/home.query.js';
import { NewsItemPageQuery } from './pages/news-item.query.js';
import { RulesPageQuery } from './pages/rules.query.js';
import { StatisticsPageQuery } from './pages/statistics.query.js';
import { TeamPageQuery } from './pages/team.query.js';
import { TeamsPageQuery } from './pages/teams.query.js';
import { CLIENT_PATHS, PUBLIC_PATHS } from './paths.js';

/** Characters of a text that a search engine or a chat shows. */
const MOST_DESCRIBED = 120;

/** What the server learns about a public page before it renders it. */
export type LoadedPage = { kind: 'found'; head: PageHead } | { kind: 'missing' } | { kind: 'unavailable' };

export interface PageRequest {
  /** Without the language's prefix. */
  path: string;
  /** Its query, where it is narrowed by one. */
  search: URLSearchParams;
  locale: Locale;
  client: Client;
  t: TFunction<readonly ['common', 'campaign', 'books', 'open', 'teams', 'news']>;
}

/** Loads a public page's data into the client and says what its head should tell; null when the path is no public page. */
export function loadPublicPage(request: PageRequest): Promise<LoadedPage> | null {
  const slugAt = (pattern: string): string | undefined => matchPath(pattern, request.path)?.params['slug'];
  if (matchPath(PUBLIC_PATHS.home, request.path)) return loadHome(request);
  if (matchPath(PUBLIC_PATHS.books, request.path)) return Promise.resolve(booksPage(request));
  if (matchPath(PUBLIC_PATHS.campaigns, request.path)) {
    const { client, search } = request;
    return loadOpenPage(request, 'campaigns', client.query(CampaignsPageQuery, campaignsVariables(search)));
  }
  const code = matchPath(PUBLIC_PATHS.city, request.path)?.params['code'];
  if (code !== undefined) return loadCity(request, code);
  if (matchPath(PUBLIC_PATHS.statistics, request.path)) {
    return loadOpenPage(request, 'statistics', request.client.query(StatisticsPageQuery, {}));
  }
  if (matchPath(PUBLIC_PATHS.rules, request.path)) {
    return loadOpenPage(request, 'rules', request.client.query(RulesPageQuery, {}));
  }
  if (matchPath(PUBLIC_PATHS.disclosures, request.path)) {
    return loadOpenPage(request, 'disclosures', request.client.query(DisclosuresPageQuery, {}));
  }
  const team = matchPath(PUBLIC_PATHS.team, request.path)?.params;
  if (team) return loadTeam(request, team.slug ?? '', team.id ?? '');
  const item = matchPath(PUBLIC_PATHS.newsItem, request.path)?.params;
  if (item) return loadNewsItem(request, item.slug ?? '', item.id ?? '');
  const teams = slugAt(PUBLIC_PATHS.teams);
  if (teams !== undefined) return loadTeams(request, teams);
  const filing = slugAt(PUBLIC_PATHS.filing);
  if (filing !== undefined) return loadFiling(request, filing);
  const campaign = slugAt(PUBLIC_PATHS.campaign);
  return campaign === undefined ? null : loadCampaign(request, campaign);
}

/** Whether the path is rendered only in the browser. */
export function isClientPage(path: string): boolean {
  return Object.values(CLIENT_PATHS).some((pattern) => matchPath(pattern, path) !== null);
}

/** The page of the books asks for nothing: what changes on it is fetched by the browser. */
function booksPage({ t }: PageRequest): LoadedPage {
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t('books:title') }),
      description: t('books:description'),
      image: null,
    },
  };
}

async function loadHome({ client, t }: PageRequest): Promise<LoadedPage> {
  const result = await client.query(HomeQuery, {}).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t('campaign:home.title') }),
      description: t('campaign:home.description'),
      image: null,
    },
  };
}

async function loadCampaign({ client, t, locale }: PageRequest, slug: string): Promise<LoadedPage> {
  const result = await client.query(CampaignPageQuery, { slug }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const campaign = result.data?.campaign;
  if (!campaign) return { kind: 'missing' };
  const { title, summary, progress } = campaign;
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: title }),
      description: t('campaign:meta.description', {
        summary,
        raised: formatLargeYuan(fenOf(progress.raised), locale),
        gifts: formatCount(progress.gifts),
      }),
      image: shareImage(`campaigns-${slug}`, locale),
    },
  };
}

async function loadFiling({ client, t }: PageRequest, slug: string): Promise<LoadedPage> {
  const result = await client.query(FilingPageQuery, { slug }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const campaign = result.data?.campaign;
  if (!campaign) return { kind: 'missing' };
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t('campaign:filing.title') }),
      description: t('campaign:meta.planDescription', { title: campaign.title }),
      image: campaign.coverUrl,
    },
  };
}

/** A page about the whole house; `name` finds its title and description among the texts. */
async function loadOpenPage(
  { t }: PageRequest,
  name: 'campaigns' | 'statistics' | 'rules' | 'disclosures',
  asked: PromiseLike<OperationResult<unknown>>,
): Promise<LoadedPage> {
  if (failed(await asked)) return { kind: 'unavailable' };
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t(`open:${name}.title`) }),
      description: t(`open:${name}.description`),
      image: null,
    },
  };
}

async function loadCity({ client, t }: PageRequest, code: string): Promise<LoadedPage> {
  const result = await client.query(CityPageQuery, { code }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const city = result.data?.city;
  if (!city) return { kind: 'missing' };
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t('open:city.title', { city: city.region.name }) }),
      description: t('open:city.description', { city: city.region.name, amount: formatYuan(fenOf(city.allocated)) }),
      image: null,
    },
  };
}

async function loadTeam({ client, t, locale }: PageRequest, slug: string, id: string): Promise<LoadedPage> {
  const result = await client.query(TeamPageQuery, { id }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const team = result.data?.team;
  if (!team || team.campaign.slug !== slug) return { kind: 'missing' };
  const { name, slogan, raised, gifts, state, campaign } = team;
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: name }),
      description: t('teams:meta.description', {
        slogan: slogan || campaign.title,
        raised: formatLargeYuan(fenOf(raised), locale),
        gifts: formatCount(gifts),
      }),
      image: state === 'TAKEN_DOWN' ? null : shareImage(`teams-${team.id}`, locale),
    },
  };
}

async function loadNewsItem({ client, t }: PageRequest, slug: string, id: string): Promise<LoadedPage> {
  const result = await client.query(NewsItemPageQuery, { id }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const item = result.data?.newsItem;
  if (item?.topicPath !== `/c/${slug}`) return { kind: 'missing' };
  const stands = item.__typename === 'NewsItem';
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: stands ? item.title : t('news:withdrawn.title') }),
      description: stands ? [...item.text].slice(0, MOST_DESCRIBED).join('') : t('news:withdrawn.description'),
      image: null,
    },
  };
}

async function loadTeams({ client, t }: PageRequest, slug: string): Promise<LoadedPage> {
  const result = await client.query(TeamsPageQuery, { slug }).toPromise();
  if (failed(result)) return { kind: 'unavailable' };
  const campaign = result.data?.campaign;
  if (!campaign) return { kind: 'missing' };
  return {
    kind: 'found',
    head: {
      title: t('common:site.title', { page: t('teams:finder.title') }),
      description: t('teams:meta.finder', { title: campaign.title }),
      image: campaign.coverUrl,
    },
  };
}

/** The picture a chat shows with the link: made on the server, with the total of the last minute. */
function shareImage(name: string, locale: Locale): string {
  return `/posters/share/${name}.png${locale === 'en' ? '?lang=en' : ''}`;
}

function failed(result: OperationResult<unknown>): boolean {
  return result.error !== undefined || !result.data;
}
