import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CampaignsRepository, PUBLIC_STATES, type Campaign } from '#campaigns';
import { formatYuan, RequestError, type Fen } from '#kernel';
import { LedgerReader } from '#ledger';
import { drawCode, drawPoster, drawShare, type PosterFacts } from '#pictures';
import { FileStore } from '#platform';
import { TeamLinks, TeamsRepository } from '#teams';
import { translator, type Locale } from '../messages/messages.js';
import { PosterCache } from './poster-cache.js';

const KINDS = { poster: drawPoster, share: drawShare } as const;
const NAME = /^(teams|campaigns)-([a-z0-9_-]{1,80})$/;

/** Posters and previews of public pages: pictures made here, with the total of the last minute. */
@Controller('posters')
export class PostersController {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(TeamLinks) private readonly links: TeamLinks,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(PosterCache) private readonly cache: PosterCache,
  ) {}

  /** e.g. /posters/poster/teams-tem_….png, /posters/share/campaigns-warm-2026.png?lang=en */
  @Get(':kind/:file')
  @Header('cache-control', 'public, max-age=300')
  async poster(
    @Param('kind') kind: string,
    @Param('file') file: string,
    @Query('lang') lang: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const locale: Locale = lang === 'en' ? 'en' : 'zh-CN';
    if (kind === 'code' && file.endsWith('.svg')) {
      const { address } = await this.factsOf(file.slice(0, -4), locale);
      await reply.type('image/svg+xml').send(drawCode(address));
      return;
    }
    if ((kind !== 'poster' && kind !== 'share') || !file.endsWith('.png')) throw missing();
    // Looked up each time: what was taken down must not hang on as a poster.
    const facts = await this.factsOf(file.slice(0, -4), locale);
    const kept = await this.cache.get(`${kind}/${file}/${locale}`, () => this.drawn(kind, facts));
    void reply.header('etag', kept.etag).type('image/png');
    if (request.headers['if-none-match'] === kept.etag) await reply.status(304).send();
    else await reply.send(kept.bytes);
  }

  private async drawn(kind: keyof typeof KINDS, { pictureKey, ...facts }: Found): Promise<Buffer> {
    const picture = pictureKey === null ? null : ((await this.files.get(pictureKey))?.bytes ?? null);
    return KINDS[kind]({ ...facts, picture });
  }

  /** @throws RequestError not_found when there is no such public page */
  private async factsOf(name: string, locale: Locale): Promise<Found> {
    const [, kind, id = ''] = NAME.exec(name) ?? [];
    if (kind === 'campaigns') {
      const campaign = shown(await this.campaigns.findBySlug(id));
      const [totals] = await this.books.campaignTotals([campaign.id]);
      const { raised, gifts } = totals ?? { raised: 0n, gifts: 0 };
      const { title, summary: words, target } = campaign;
      const address = this.links.campaign(campaign.slug, locale);
      return found({ title, words, target, raised, gifts, address, pictureKey: campaign.coverKey }, campaign, locale);
    }
    const team = kind === 'teams' ? await this.teams.find(id) : null;
    if (!team || (team.state !== 'PUBLIC' && team.state !== 'CLOSED')) throw missing();
    const campaign = shown(await this.campaigns.find(team.campaignId));
    const { name: title, slogan, target, raised, gifts } = team;
    const address = this.links.page(campaign.slug, team.id, locale);
    const pictureKey = team.pictureKey ?? campaign.coverKey;
    return found(
      { title, words: slogan || campaign.title, target, raised, gifts, address, pictureKey },
      campaign,
      locale,
    );
  }
}

type Found = Omit<PosterFacts, 'picture'> & { pictureKey: string | null };

interface Unit {
  title: string;
  words: string;
  target: Fen | null;
  raised: Fen;
  gifts: number;
  address: string;
  pictureKey: string | null;
}

function found({ target, raised, gifts, ...unit }: Unit, { charity, filingNumber }: Campaign, locale: Locale): Found {
  const t = translator(locale);
  const beside = target === null ? t('poster_gifts', { count: gifts }) : t('poster_target', { target, count: gifts });
  return {
    ...unit,
    raised: t('poster_raised', { amount: formatYuan(raised) }),
    beside,
    share: target === null ? null : (raised * 10_000n) / target,
    invitation: t('poster_invitation'),
    charity: charity.name,
    filing: filingNumber === null ? '' : t('poster_filing', { number: filingNumber }),
  };
}

function shown(campaign: Campaign | null): Campaign {
  if (!campaign || !PUBLIC_STATES.includes(campaign.state)) throw missing();
  return campaign;
}

function missing(): RequestError {
  return new RequestError('NOT_FOUND', 'not_found');
}
