import type { Role } from '#platform';

/** A signed-in person, as far as the rules need to know them. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** The organisation a federation's user speaks for. */
  orgUnitId: string | null;
}

/** Whether this is foundation staff, maker or checker. */
export function isStaff(viewer: Viewer | null): boolean {
  return viewer?.role === 'STAFF_MAKER' || viewer?.role === 'STAFF_CHECKER';
}

/** Whether this person may look at everything: staff and auditors. */
export function oversees(viewer: Viewer | null): boolean {
  return isStaff(viewer) || viewer?.role === 'AUDITOR';
}
