import { Link } from 'react-router';
import { formatTileYuan, formatYuan, shareInBasisPoints } from '../lib/money.js';
import { useLocale } from '../lib/use-locale.js';
import './cartogram.css';

export interface CartogramTile {
  code: string;
  name: string;
  shortName: string;
  amount: bigint;
  /** Place in the cartogram, from 0. */
  row: number;
  column: number;
}

interface CartogramProps {
  tiles: readonly CartogramTile[];
  /** The city that is shown or chosen. */
  current?: string | null;
  /** What a tile does; without it, it leads to the city's page. */
  onChoose?: (code: string) => void;
}

/** Hunan as 14 tiles (no map needs no approval number). The fuller a tile, the deeper its red. */
export function Cartogram({ tiles, current = null, onChoose }: CartogramProps) {
  const locale = useLocale();
  const most = tiles.reduce((max, { amount }) => (amount > max ? amount : max), 0n);
  return (
    <ul className="tiles">
      {[...tiles]
        .sort((a, b) => a.row - b.row || a.column - b.column)
        .map(({ code, name, shortName, amount, row, column }) => {
          const depth = 6 + (shareInBasisPoints(amount, most) * 34) / 10_000;
          const look = {
            className: 'tile',
            style: { '--depth': `${depth.toFixed(1)}%` },
            'aria-label': `${name} ${formatYuan(amount)}`,
          };
          const content = (
            <>
              <b>{shortName}</b>
              <span className="num">{formatTileYuan(amount, locale)}</span>
            </>
          );
          return (
            <li key={code} style={{ gridRow: row + 1, gridColumn: column + 1 }}>
              {onChoose ? (
                <button type="button" {...look} aria-pressed={code === current} onClick={() => onChoose(code)}>
                  {content}
                </button>
              ) : (
                <Link to={`/cities/${code}`} {...look} aria-current={code === current ? 'page' : undefined}>
                  {content}
                </Link>
              )}
            </li>
          );
        })}
    </ul>
  );
}
