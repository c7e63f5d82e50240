import './cover.css';

/** A campaign's picture, or the house's own drawing (a lamp in a mountain village) when it has none. */
export function Cover({ url, eager = false }: { url: string | null; eager?: boolean }) {
  return (
    <figure className="cover">
      {url ? (
        <img src={url} alt="" width={960} height={540} loading={eager ? 'eager' : 'lazy'} decoding="async" />
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
