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
export function isStaff(viewer: Viewer | null): viewer is Viewer {
  return viewer?.role === 'STAFF_MAKER' || viewer?.role === 'STAFF_CHECKER';
}
