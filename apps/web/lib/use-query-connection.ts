import { useClient, type AnyVariables, type TypedDocumentNode } from 'urql';
import { connectionPage, dataOrThrow, useConnection, type Connection, type RelayConnection } from './use-connection.js';

type Paged<Variables> = Omit<Variables, 'after'>;

/**
 * The rows of a query that pages by cursor, asked for from the server each time: a list people work from is never an
 * old one. Other variables, or another `version`, start over.
 * @param rowsOf finds the connection in an answer
 */
export function useQueryConnection<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Paged<Variables>,
  rowsOf: (data: Data) => RelayConnection<Node>,
  version: string | number = '',
): Connection<Node> {
  const client = useClient();
  return useConnection<Node>(JSON.stringify([variables, version]), async (after) => {
    // What is left out above is put back here; the compiler cannot add up a generic type.
    const whole = { ...variables, after } as unknown as Variables;
    const answer = await client.query(query, whole, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(rowsOf(dataOrThrow(answer)));
  });
}
