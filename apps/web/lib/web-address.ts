/** An address the page may send a person to: absolute or rooted http(s). Anything else is null, so no script runs. */
export function webAddress(address: string | null | undefined): string | null {
  if (!address) return null;
  try {
    const { protocol } = new URL(address, 'https://here.invalid');
    return protocol === 'https:' || protocol === 'http:' ? address : null;
  } catch {
    return null;
  }
}
