import { describe, expect, it } from '@jest/globals';
import { buildSchema as parse, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { enforceAccess, undeclaredFields } from '../../apps/api/graphql/access.guard.js';
import { faultsOf, undescribed, unnamedBreakingChanges } from '../../apps/api/schema/schema-rules.js';
import { buildSchema } from '../../apps/api/schema/schema-sources.js';

const before = parse('type Query { a(first: Int): String b: String }');
const after = parse('type Query { a(first: Int!): String }');

describe('the schema check', () => {
  it('finds nothing in the schema there is', async () => {
    expect(faultsOf(await buildSchema())).toEqual([]);
  });

  it('reports a breaking change that no decision record names', () => {
    expect(unnamedBreakingChanges(before, after, '')).toEqual([
      'Query.b was removed.',
      'Query.a arg first has changed type from Int to Int!.',
    ]);
  });

  it('accepts a breaking change that is named word for word', () => {
    const records = '- Query.b was removed.\n- Query.a arg first has changed type from Int to Int!.';
    expect(unnamedBreakingChanges(before, after, records)).toEqual([]);
  });

  it('reports what has no description', () => {
    const schema = parse(
      '"A." type Thing { "N." named: String plain: String } enum Kind { ONE } type Query { "T." thing: Thing }',
    );
    expect(undescribed(schema)).toEqual(expect.arrayContaining(['Thing.plain', 'Kind', 'Kind.ONE']));
    expect(undescribed(schema)).not.toContain('Thing.named');
  });

  it('reports a field that does not say who may see it, and does not start with it', () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: {
        open: { type: GraphQLString, extensions: { visibleTo: ['PUBLIC'] } },
        forgotten: { type: GraphQLString },
        empty: { type: GraphQLString, extensions: { visibleTo: [] } },
      },
    });
    const schema = new GraphQLSchema({ query });
    expect(undeclaredFields(schema)).toEqual(['Query.forgotten', 'Query.empty']);
    expect(() => enforceAccess(schema)).toThrow('Query.forgotten, Query.empty');
  });
});
