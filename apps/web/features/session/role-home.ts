const HOME_OF_ROLE: Record<string, string> = {
  FEDERATION: '/fund',
  STAFF_MAKER: '/staff/campaigns',
  STAFF_CHECKER: '/staff/campaigns',
  AUDITOR: '/staff/pledges',
};

/** Where a person lands after signing in. */
export function homeOfRole(role: string): string {
  return HOME_OF_ROLE[role] ?? '/';
}

/** Where to go after signing in: the page that was asked for, if it is one of ours, else the role's home. */
export function afterSignIn(next: string | null, role: string): string {
  // "//host" and "/\host" would leave this site.
  return next && /^\/(?![/\\])/.test(next) ? next : homeOfRole(role);
}
