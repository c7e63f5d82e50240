import './cover.css';

interface CoverProps {
  url: string | null;
  /** The same picture in several widths; a phone fetches a small one. */
  srcset?: string | null;
  eager?: boolean;
}

/** How wide a cover is drawn: across a phone, or in the one column of a page. */
const SIZES = '(min-width: 1024px) 660px, (min-width: 480px) 448px, calc(100vw - 32px)';

/** A picture, or the house's own drawing (a lamp in a mountain village) when there is none. */
export function Cover({ url, srcset = null, eager = false }: CoverProps) {
  return (
    <figure className="cover">
      {url ? (
        <img
          src={url}
          {...(srcset ? { srcSet: srcset, sizes: SIZES } : {})}
          alt=""
          width={960}
          height={540}
          loading={eager ? 'eager' : 'lazy'}
          fetchPriority={eager ? 'high' : 'auto'}
          decoding="async"
        />
      ) : (
        <svg viewBox="0 0 360 196" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
          <circle cx="270" cy="58" r="26" fill="#fff4e6" opacity=".9" />
          <path d="M0 150 70 96l52 34 60-62 74 70 40-26 64 46v48H0z" fill="#8f4a3e" opacity=".55" />
          <path d="M0 170 96 124l70 36 84-44 110 54v26H0z" fill="#6b352d" opacity=".75" />
          <path d="M150 150h32v20h-32zM146 150l20-16 20 16z" fill="#3f211c" />
          <path d="M162 156h8v8h-8z" fill="#ffd98a" />
        </svg>
      )}
    </figure>
  );
}
