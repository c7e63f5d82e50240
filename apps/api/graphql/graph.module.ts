import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { ApolloServerPlugin } from '@apollo/server';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AllocationModule } from '#allocation';
import { CampaignsModule } from '#campaigns';
import { IdentityModule } from '#identity';
import { LedgerModule } from '#ledger';
import { OrganizationsModule } from '#organizations';
import { Logger, Settings } from '#platform';
import { ReceiptsModule } from '#receipts';
import { enforceAccess } from './access.guard.js';
import { ContextFactory } from './context.factory.js';
import type { GraphContext } from './context.js';
import { formatGraphError } from './errors.js';
import { LoaderFactory } from './loaders.js';
import { OPERATION_LIMITS, operationRules } from './operation-limits.js';
import { CivilDateScalar, FenScalar } from './scalars.js';

/** Who asks is known before who answers: errors carry the visitor's language to the formatter. */
const speakTheVisitorsLanguage: ApolloServerPlugin<GraphContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didEncounterErrors: ({ errors, contextValue }) => {
        for (const error of errors) error.extensions['locale'] = contextValue.locale;
        return Promise.resolve();
      },
    }),
};

@Module({
  imports: [AllocationModule, CampaignsModule, IdentityModule, LedgerModule, OrganizationsModule, ReceiptsModule],
  providers: [LoaderFactory, ContextFactory, FenScalar, CivilDateScalar],
  exports: [LoaderFactory, ContextFactory],
})
export class GraphContextModule {}

/** GraphQL over Apollo: code first, every field with an audience, every failure with a code. */
export const GraphModule = GraphQLModule.forRootAsync<ApolloDriverConfig>({
  driver: ApolloDriver,
  imports: [GraphContextModule],
  inject: [ContextFactory, Settings, Logger],
  useFactory: (contexts: ContextFactory, settings: Settings, logger: Logger): ApolloDriverConfig => {
    return {
      path: '/graphql',
      autoSchemaFile: true,
      sortSchema: true,
      graphiql: false,
      playground: false,
      introspection: !settings.production,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      transformAutoSchemaFile: true,
      transformSchema: enforceAccess,
      context: (request: FastifyRequest, reply: FastifyReply) => contexts.forRequest(request, reply),
      formatError: (formatted, error) => formatGraphError(formatted, error, logger),
      plugins: [speakTheVisitorsLanguage],
      validationRules: operationRules(settings.production),
      parseOptions: { maxTokens: OPERATION_LIMITS.tokens },
    };
  },
});
