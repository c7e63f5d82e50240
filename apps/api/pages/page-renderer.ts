import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { execute, parse, type DocumentNode } from 'graphql';
import { Settings } from '#platform';
import { ContextFactory } from '../graphql/context.factory.js';
import type { Locale } from '../messages/messages.js';

export interface RenderedPage {
  status: number;
  html: string;
}

/** What the web build's server entry offers; see apps/web/entry-server.tsx. */
interface ServerEntry {
  render(request: {
    path: string;
    locale: Locale;
    origin: string;
    template: string;
    execute(
      query: string,
      variables: Record<string, unknown>,
    ): Promise<{ data?: unknown; errors?: readonly unknown[] }>;
  }): Promise<RenderedPage>;
}

/** The folder `npm run build:web` writes. */
export const WEB_BUILD = path.resolve('dist/web');

/** Renders pages for a visitor nobody knows, with data from the same schema everyone queries. */
@Injectable()
export class PageRenderer {
  private entry: Promise<ServerEntry> | undefined;
  private template: string | undefined;
  private readonly documents = new Map<string, DocumentNode>();

  constructor(
    @Inject(GraphQLSchemaHost) private readonly schemaHost: GraphQLSchemaHost,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(Settings) private readonly settings: Settings,
  ) {}

  /** Whether the web has been built. */
  static isBuilt(): boolean {
    return existsSync(path.join(WEB_BUILD, 'server/entry-server.js'));
  }

  async render(address: string, locale: Locale): Promise<RenderedPage> {
    this.entry ??= import(pathToFileURL(path.join(WEB_BUILD, 'server/entry-server.js')).href) as Promise<ServerEntry>;
    this.template ??= readFileSync(path.join(WEB_BUILD, 'client/index.html'), 'utf8');
    const entry = await this.entry;
    return entry.render({
      path: address,
      locale,
      origin: this.settings.publicUrl,
      template: this.template,
      execute: (query, variables) => this.execute(query, variables, locale),
    });
  }

  private async execute(query: string, variableValues: Record<string, unknown>, locale: Locale) {
    let document = this.documents.get(query);
    if (!document) {
      // Only our own pages' queries come here, a handful; parsed once.
      document = parse(query);
      this.documents.set(query, document);
    }
    const { schema } = this.schemaHost;
    const result = await execute({ schema, document, variableValues, contextValue: this.contexts.anonymous(locale) });
    // Through JSON, as over the wire: the page must not see what a browser could not.
    return JSON.parse(JSON.stringify(result)) as { data?: unknown; errors?: readonly unknown[] };
  }
}
