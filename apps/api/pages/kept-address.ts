/** Pages that are the same for everybody, and kept ready. */
const PUBLIC_PAGE =
  /^(?:\/en)?(?:\/|\/books|\/c\/[a-z0-9-]{1,80}(?:\/plan|\/teams(?:\/tem_[0-9a-z]{26})?|\/news\/nwi_[0-9a-z]{26})?|\/campaigns|\/cities\/\d{6}|\/(?:statistics|rules|disclosures))?$/;
/** The list of campaigns is narrowed by its address; only what few values can say is kept. */
const LISTED = /^(?:\/en)?\/campaigns$/;
const KEPT_FILTERS: Readonly<Record<string, RegExp>> = { state: /^(?:live|over)$/, city: /^\d{6}$/ };

/** Whether the address is narrowed by its query. */
export const isListed = (address: string): boolean => LISTED.test(address);

/**
 * Under which address a public page is kept, with the part of its query that matters, in one order. Null for a page
 * that is drawn for each visitor: a personal one, or a search whose words nobody else will ask for.
 */
export function keptAddress(address: string, query: string): string | null {
  if (!PUBLIC_PAGE.test(address)) return null;
  if (!LISTED.test(address)) return address;
  const given = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  if (given.some(([name, value]) => !KEPT_FILTERS[name]?.test(value))) return null;
  const values = new Map(given);
  const kept = Object.keys(KEPT_FILTERS).flatMap((name) => (values.has(name) ? `${name}=${values.get(name)}` : []));
  return kept.length > 0 ? `${address}?${kept.join('&')}` : address;
}
