/** An intent or a set-up, as far as its address needs it; the secret keeps others away. */
interface Addressed {
  id: string;
  client_secret: string;
}

/** Where a session's payment page is, below the sandbox's address. */
export function checkoutPath(sessionId: string): string {
  return `/c/pay/${sessionId}`;
}

/** Where the challenge of an intent or a set-up is. */
export function challengePath(subject: Addressed, sessionId: string | null): string {
  if (sessionId !== null) return `${checkoutPath(sessionId)}/challenge`;
  return `/3d_secure/${subject.id}/${subject.client_secret}`;
}

/** Where the payer's wallet answers. */
export function walletPath(subject: Addressed, sessionId: string | null): string {
  if (sessionId !== null) return `${checkoutPath(sessionId)}/wallet`;
  return `/wallet/${subject.id}/${subject.client_secret}`;
}

/** Where a customer's own page is. */
export function portalPath(portalId: string): string {
  return `/p/session/${portalId}`;
}
