import { RequestError } from '#kernel';
import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { Audience } from './access.js';
import type { GraphContext } from './context.js';

/** The audiences a field declares, or null when it declares none. */
export function audiencesOf(extensions: Readonly<Record<string, unknown>>): readonly Audience[] | null {
  const declared = extensions['visibleTo'];
  return Array.isArray(declared) && declared.length > 0 ? (declared as Audience[]) : null;
}

/** `Type.field` of everything that does not say who may see it; empty when the schema is sound. */
export function undeclaredFields(schema: GraphQLSchema): string[] {
  return objectFields(schema)
    .filter(({ field }) => audiencesOf(field.extensions) === null)
    .map(({ typeName, field }) => `${typeName}.${field.name}`);
}

/**
 * Puts the declarations in force: wraps every field that is not public. Denied by default: a field without a
 * declaration stops the start.
 */
export function enforceAccess(schema: GraphQLSchema): GraphQLSchema {
  const undeclared = undeclaredFields(schema);
  if (undeclared.length > 0) throw new Error(`fields that declare no audience: ${undeclared.join(', ')}`);
  for (const { field } of objectFields(schema)) {
    const audiences = audiencesOf(field.extensions) ?? [];
    if (audiences.includes('PUBLIC')) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    const guarded: GraphQLFieldResolver<unknown, GraphContext> = (source, args, context, info) => {
      assertMaySee(audiences, context, source);
      return resolve(source, args as Record<string, unknown>, context, info);
    };
    field.resolve = guarded;
    const { subscribe } = field;
    if (subscribe) {
      const follow: GraphQLFieldResolver<unknown, GraphContext> = (source, args, context, info) => {
        assertMaySee(audiences, context, source);
        return subscribe(source, args as Record<string, unknown>, context, info);
      };
      field.subscribe = follow;
    }
  }
  return schema;
}

function assertMaySee(audiences: readonly Audience[], context: GraphContext, source: unknown): void {
  const { viewer, openedPledges, openedTeams } = context;
  if (viewer && (audiences as readonly string[]).includes(viewer.role)) return;
  if (audiences.includes('GIVER')) {
    const staff = viewer?.role === 'STAFF_MAKER' || viewer?.role === 'STAFF_CHECKER' || viewer?.role === 'AUDITOR';
    if (staff || openedPledges.has(pledgeIdOf(source))) return;
  }
  if (audiences.includes('LEADER') && openedTeams.has(teamIdOf(source))) return;
  throw viewer ? new RequestError('FORBIDDEN', 'forbidden') : new RequestError('UNAUTHENTICATED', 'sign_in_first');
}

/** Objects that belong to one team carry its id as `teamId`, the team itself as `id`. */
function teamIdOf(source: unknown): string {
  const { teamId, id } = (source ?? {}) as { teamId?: unknown; id?: unknown };
  return typeof teamId === 'string' ? teamId : typeof id === 'string' ? id : '';
}

/** Objects that belong to one gift carry its id as `pledgeId`, the pledge itself as `id`. */
function pledgeIdOf(source: unknown): string {
  const { pledgeId, id } = (source ?? {}) as { pledgeId?: unknown; id?: unknown };
  return typeof pledgeId === 'string' ? pledgeId : typeof id === 'string' ? id : '';
}

function objectFields(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ typeName: type.name, field })) : [],
    );
}
