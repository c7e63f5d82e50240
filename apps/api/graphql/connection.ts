import type { Type } from '@nestjs/common';
import { ObjectType } from '@nestjs/graphql';
import { RequestError } from '#kernel';
import { Shown, type Audiences } from './access.js';

@ObjectType('PageInfo', { description: 'Where a page of a connection begins and ends (Relay cursor connections).' })
export class PageInfoModel {
  @Shown('PUBLIC', () => Boolean, 'Whether more follows behind endCursor.')
  hasNextPage!: boolean;

  @Shown('PUBLIC', () => Boolean, 'Whether the page began behind a cursor.')
  hasPreviousPage!: boolean;

  @Shown('PUBLIC', () => String, 'Cursor of the first edge.', { nullable: true })
  startCursor!: string | null;

  @Shown('PUBLIC', () => String, 'Cursor of the last edge.', { nullable: true })
  endCursor!: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfoModel;
}

/** The connection and edge types of a node, by the Relay specification. */
export function connectionOf<Node>(node: Type<Node>, name: string, audience: Audiences): Type<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in a list.` })
  class EdgeModel {
    @Shown('PUBLIC', () => String, 'Opaque; give it as `after` to go on behind this row.')
    cursor!: string;

    @Shown(audience, () => node, 'The row itself.')
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionModel {
    @Shown('PUBLIC', () => [EdgeModel], 'The rows of this page, in order.')
    edges!: EdgeModel[];

    @Shown('PUBLIC', () => PageInfoModel, 'Where the page begins and ends.')
    pageInfo!: PageInfoModel;
  }
  return ConnectionModel;
}

const MAX_PAGE = 100;

/** How many rows a page may have. @throws RequestError page_size_out_of_range */
export function checkedFirst(first: number): number {
  if (first < 1 || first > MAX_PAGE) throw new RequestError('BAD_INPUT', 'page_size_out_of_range', { max: MAX_PAGE });
  return first;
}

/** A cursor over a list's key, e.g. (time, id). */
export function encodeCursor(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws RequestError cursor_malformed when it is not one of ours with `count` parts */
export function decodeCursor(cursor: string, count: number): string[] {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Falls through: whatever it was, it was not ours.
  }
  throw new RequestError('BAD_INPUT', 'cursor_malformed');
}

/** An instant read back from a cursor. @throws RequestError cursor_malformed */
export function cursorDate(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new RequestError('BAD_INPUT', 'cursor_malformed');
  return date;
}

/** Makes a connection of `rows`, of which one more than `first` was asked for to see whether more follows. */
export function toConnection<Node>(
  rows: readonly Node[],
  first: number,
  after: string | null | undefined,
  cursorOf: (row: Node) => string,
): Connection<Node> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
