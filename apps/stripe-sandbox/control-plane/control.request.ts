import type { z } from 'zod';
import { invalidRequest } from '../protocol/stripe.fault.js';

/** The body or query of a control request by its schema. Throws 400 with every fault in words. */
export function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw invalidRequest(faults.join('; '));
}
