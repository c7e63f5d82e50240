import { createClient, type Client, type ExecutionResult } from 'graphql-sse';
import type { GraphClient } from '../../apps/visitor/graph.client.js';

export interface LiveAnswer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/** One subscription of a visitor, as a browser holds it; its answers are kept in the order in which they arrive. */
export class LiveStream<Data> {
  readonly answers: LiveAnswer<Data>[] = [];
  /** Resolves once the stream is over: `complete` when the server ended it properly. */
  readonly over: Promise<'complete' | Error>;
  private readonly client: Client;
  private arrived: () => void = () => undefined;

  constructor(visitor: GraphClient, query: string, variables: Record<string, unknown> = {}) {
    this.client = createClient({
      url: '/graphql/stream',
      retryAttempts: 0,
      fetchFn: (path: string, init: RequestInit) => visitor.fetch(path, init),
    });
    this.over = new Promise((resolve) => {
      this.client.subscribe<Data>(
        { query, variables },
        {
          next: (answer: ExecutionResult<Data, unknown>) => {
            this.answers.push(answer);
            this.arrived();
          },
          complete: () => resolve('complete'),
          error: (error) => resolve(error instanceof Error ? error : new Error(JSON.stringify(error))),
        },
      );
    });
  }

  /** The first answer that is enough, from those that came and will come. @throws Error when it does not come in time */
  async until(enough: (data: Data) => boolean, seconds = 15): Promise<Data> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const found = this.answers.find(({ data }) => data && enough(data));
      if (found?.data) return found.data;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not in ${seconds} s: ${JSON.stringify(this.answers.at(-1))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.client.dispose();
  }
}
