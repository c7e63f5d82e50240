import './seal-mark.css';

/** The house's seal: one character in a red square. Decorative; the name stands beside it. */
export function SealMark({ character, large = false }: { character: string; large?: boolean }) {
  return (
    <span className={large ? 'seal-mark large' : 'seal-mark'} aria-hidden="true">
      {character}
    </span>
  );
}
