import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CampaignsRepository, PUBLIC_STATES } from '#campaigns';
import { OrganizationsRepository } from '#organizations';
import { Settings } from '#platform';

const PLACES = ['/', '/campaigns', '/statistics', '/rules', '/disclosures', '/books'];
/** Personal pages, and addresses that are no pages. */
const CLOSED = ['/pledges/', '/monthly/', '/my', '/sign-in', '/staff', '/fund', '/graphql', '/api/', '/dev/', '/ops/'];
/** A sitemap holds at most 50,000 addresses; each page is two. */
const MOST_CAMPAIGNS = 5_000;
const CALM = 'public, max-age=600';

/** What search engines are told. */
@Controller()
export class SiteMapController {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Settings) private readonly settings: Settings,
  ) {}

  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', CALM)
  robots(): string {
    const closed = CLOSED.flatMap((place) => [`Disallow: ${place}`, `Disallow: /en${place}`]);
    return ['User-agent: *', ...closed, '', `Sitemap: ${this.settings.publicUrl}/sitemap.xml`, ''].join('\n');
  }

  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Header('cache-control', CALM)
  async siteMap(): Promise<string> {
    const [campaigns, cities] = await Promise.all([
      this.campaigns.page({ groups: [PUBLIC_STATES], after: null, limit: MOST_CAMPAIGNS }),
      this.organizations.cities(),
    ]);
    const paths = [
      ...PLACES,
      ...campaigns.flatMap(({ slug }) => [`/c/${slug}`, `/c/${slug}/plan`]),
      ...cities.map(({ code }) => `/cities/${code}`),
    ];
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
      ...paths.flatMap((path) => this.entries(path)),
      '</urlset>',
      '',
    ].join('\n');
  }

  /** A page in both languages, each naming the other. Paths are our own: slugs and codes hold nothing to escape. */
  private entries(path: string): string[] {
    const { publicUrl } = this.settings;
    const [chinese, english] = [`${publicUrl}${path}`, `${publicUrl}/en${path === '/' ? '' : path}`];
    const twins = [
      `<xhtml:link rel="alternate" hreflang="zh-CN" href="${chinese}"/>`,
      `<xhtml:link rel="alternate" hreflang="en" href="${english}"/>`,
    ].join('');
    return [chinese, english].map((address) => `<url><loc>${address}</loc>${twins}</url>`);
  }
}
