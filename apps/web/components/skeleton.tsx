import { useTranslation } from 'react-i18next';
import './skeleton.css';

/** Of what comes, from top to bottom, in its own sizes: nothing jumps when it is there. */
const SHAPES = {
  /** A few words and what can be done. */
  words: ['title', 'line', 'line', 'button'],
  /** A heading and things below each other. */
  list: ['title', 'short', 'row', 'row', 'row', 'row', 'row'],
  form: ['title', 'short', 'field', 'field', 'field', 'field', 'button'],
  /** A heading and boxes. */
  cards: ['title', 'line', 'card', 'card'],
  /** What a campaign or a team shows first. */
  cover: ['cover', 'title', 'short'],
  side: ['short', 'figure', 'line', 'button'],
  rows: ['row', 'row', 'row', 'row', 'row'],
  /** What belongs to one person, in a column as narrow as a phone. */
  own: ['title', 'short', 'card', 'row', 'row', 'row'],
  /** A gift's way: thanks, stations, picture, lines. */
  gift: ['seal', 'title', 'short', 'card', 'card', 'row', 'row'],
  table: ['cell', 'cell', 'cell', 'cell', 'cell', 'cell'],
} as const;
export type SkeletonShape = keyof typeof SHAPES;

interface SkeletonProps {
  shape?: SkeletonShape;
  /** Without a shape: so many lines of text. */
  lines?: number;
  /** Under a block as of a chart. */
  tall?: boolean;
}

/** The outline of what is on its way; announced once as "loading". */
export function Skeleton({ shape, lines = 3, tall = false }: SkeletonProps) {
  const { t } = useTranslation();
  const parts = shape ? SHAPES[shape] : [...(tall ? ['block'] : []), ...Array<string>(lines).fill('line')];
  return (
    <div className="skeleton" data-shape={shape} role="status" aria-label={t('loading')}>
      {parts.map((part, index) => (
        <span key={index} className={`skeleton-${part}`} />
      ))}
    </div>
  );
}
