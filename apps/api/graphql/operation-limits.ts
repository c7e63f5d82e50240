import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';

/** What an operation may ask for at once, whatever way it comes. */
export const OPERATION_LIMITS = { depth: 12, aliases: 20, tokens: 2_000 } as const;

/** Depth and aliases are capped for everybody; the cost limit stays off because it sees no variables. */
export function operationRules(production: boolean): ValidationRule[] {
  const { validationRules } = new ApolloArmor({
    costLimit: { enabled: false },
    maxDepth: { n: OPERATION_LIMITS.depth },
    maxAliases: { n: OPERATION_LIMITS.aliases },
    maxTokens: { enabled: false }, // graphql-js counts tokens itself, while it parses
    blockFieldSuggestion: { enabled: production },
  }).protect();
  return validationRules;
}
