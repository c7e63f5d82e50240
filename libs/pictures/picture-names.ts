/** Widths a picture is kept in, in pixels: a phone, a phone of three pixels a point, a desk. */
export const PICTURE_WIDTHS = [480, 960, 1600] as const;

const NAME = /^(.+)-(\d{1,4})\.webp$/;

/** The key of a picture is that of its widest copy, e.g. `covers/0f…-1600.webp`. */
export function keyAt(stem: string, width: number): string {
  return `${stem}-${width}.webp`;
}

/** Every copy of a picture that is kept, by its key; a picture from before the pipeline has none. */
export function copiesOf(key: string): { key: string; width: number }[] {
  const [, stem = '', digits = ''] = NAME.exec(key) ?? [];
  const widest = Number(digits);
  return widthsFor(widest).map((width) => ({ key: keyAt(stem, width), width }));
}

/** Widths for a picture of this width; never wider than it is. */
export function widthsFor(width: number): number[] {
  if (width < 1) return [];
  const widest = Math.min(width, PICTURE_WIDTHS.at(-1) ?? width);
  return [...PICTURE_WIDTHS.filter((each) => each < widest), widest];
}

/** The `srcset` of a picture's copies; null when it has only itself. */
export function srcsetOf(key: string): string | null {
  const copies = copiesOf(key);
  return copies.length === 0 ? null : copies.map((copy) => `${addressOf(copy.key)} ${copy.width}w`).join(', ');
}

/** Where everybody finds a kept picture; a path on this site. */
export function addressOf(key: string): string {
  return `/files/${key}`;
}
