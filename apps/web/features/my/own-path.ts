/** The signed link of a gift as a route of this page, in its language: path and token, without the language's prefix. */
export function ownPath(link: string | null): string | null {
  if (!link) return null;
  try {
    const { pathname, search, hash } = new URL(link, 'https://here.invalid');
    return `${pathname.replace(/^\/en(?=\/)/, '')}${search}${hash}`;
  } catch {
    return null;
  }
}
