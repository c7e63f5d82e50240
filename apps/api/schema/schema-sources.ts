import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { CivilDateScalar, FenScalar } from '../graphql/scalars.js';
import { RESOLVERS } from '../resolvers.js';

/** Builds the schema from the code alone: no database, no server. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    return await app.get(GraphQLSchemaFactory).create(RESOLVERS, [FenScalar, CivilDateScalar]);
  } finally {
    await app.close();
  }
}

/** The schema as text, sorted, as it is committed. */
export function schemaText(schema: GraphQLSchema): string {
  return `# Generated from apps/api by "npm run schema:write". Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
