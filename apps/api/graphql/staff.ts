import type { Viewer } from '#identity';
import { FieldRejectedError, RequestError } from '#kernel';
import type { GraphContext } from './context.js';

const MAX_REASON = 500;

/** Who acts. @throws RequestError sign_in_first when nobody is signed in */
export function signedIn({ viewer }: GraphContext): Viewer {
  if (!viewer) throw new RequestError('UNAUTHENTICATED', 'sign_in_first');
  return viewer;
}

/** What a person gives as reason, without space around it. @throws FieldRejectedError when it is missing or too long */
export function checkedReason(reason: string, field = 'reason'): string {
  const text = reason.trim();
  if (text === '') throw new FieldRejectedError(field, 'field_required');
  if (text.length > MAX_REASON) throw new FieldRejectedError(field, 'field_too_long', { max: MAX_REASON });
  return text;
}
