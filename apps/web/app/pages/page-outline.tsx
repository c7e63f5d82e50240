import { SiteFrame } from '../../components/site-frame.js';
import { Skeleton, type SkeletonShape } from '../../components/skeleton.js';
import './campaign.page.css';
import './open.page.css';

/** What a page looks like: words, a list, one's own things, a form, boxes, a gift's way, or a campaign with its amounts at the side. */
export type PageShape = Extract<SkeletonShape, 'words' | 'list' | 'own' | 'form' | 'cards' | 'gift'> | 'campaign';

const WIDTHS = { words: '', own: '', list: 'reading', form: 'reading', cards: 'open-page', gift: '' } as const;

/** The outline of a page, where its parts will stand. */
export function PageOutline({ shape }: { shape: PageShape }) {
  if (shape !== 'campaign') {
    return (
      <div className={`page ${WIDTHS[shape]}`}>
        <Skeleton shape={shape} />
      </div>
    );
  }
  return (
    <div className="page campaign-page">
      <div className="campaign-top">
        <Skeleton shape="cover" />
      </div>
      <div className="campaign-side">
        <div className="campaign-side-card">
          <Skeleton shape="side" />
        </div>
      </div>
      <div className="campaign-body">
        <Skeleton lines={5} />
      </div>
    </div>
  );
}

/** The same in its frame, while not even the page's scripts are there. */
export function FramedOutline({ shape }: { shape: PageShape }) {
  return (
    <SiteFrame wide={shape === 'cards' || shape === 'campaign'}>
      <PageOutline shape={shape} />
    </SiteFrame>
  );
}
