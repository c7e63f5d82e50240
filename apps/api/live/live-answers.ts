import { Inject, Injectable } from '@nestjs/common';
import { createSourceEventStream, execute, print, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { ContextFactory } from '../graphql/context.factory.js';
import type { GraphContext } from '../graphql/context.js';
import type { LiveConnection } from './live-connection.js';
import { LiveQuestion } from './live-question.js';
import { LiveSource } from './live-source.js';
import { LiveTopics } from './live-topics.js';

/** An operation of one visitor, ready to be run. */
export interface LiveOperation extends ExecutionArgs {
  contextValue: GraphContext;
}

/** Answers subscriptions: a query that is asked again when a signal says so, and sent when its answer differs. */
@Injectable()
export class LiveAnswers {
  /** Public questions of this process by what is asked: a thousand readers of a campaign cost one execution. */
  private readonly shared = new Map<string, LiveQuestion>();

  constructor(
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
  ) {}

  /** The answers for as long as the connection is open, or why the operation is refused. */
  async subscribe(
    operation: LiveOperation,
    connection: LiveConnection,
  ): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const source = await createSourceEventStream(operation);
    if (!(source instanceof LiveSource)) return source as ExecutionResult;
    const question = source.shared ? this.sharedQuestion(operation, source) : this.ownQuestion(operation, source);
    return answersOf(question, connection);
  }

  private sharedQuestion(operation: LiveOperation, source: LiveSource): LiveQuestion {
    const { document, variableValues, operationName, contextValue } = operation;
    const key = JSON.stringify([print(document), variableValues, operationName, contextValue.locale, source.topics]);
    const known = this.shared.get(key);
    if (known) return known;
    const ask = () => this.execute(operation, this.contexts.anonymous(contextValue.locale));
    const question = this.question(source, ask, () => this.shared.delete(key));
    this.shared.set(key, question);
    return question;
  }

  private ownQuestion(operation: LiveOperation, source: LiveSource): LiveQuestion {
    return this.question(source, () => this.execute(operation, this.contexts.renewed(operation.contextValue)));
  }

  private question({ topics }: LiveSource, ask: () => Promise<ExecutionResult>, forsaken?: () => void): LiveQuestion {
    const question = new LiveQuestion(ask, () => {
      unfollow();
      forsaken?.();
    });
    const unfollow = this.topics.follow(topics, () => question.wake());
    return question;
  }

  /** Once, as a query: the subscription's field resolves like any other. */
  private async execute(operation: LiveOperation, contextValue: GraphContext): Promise<ExecutionResult> {
    return execute({ ...operation, contextValue });
  }
}

/** What a question is answered, each answer once, at the pace at which the connection takes them. */
async function* answersOf(question: LiveQuestion, connection: LiveConnection): AsyncGenerator<ExecutionResult> {
  let arrived: () => void = () => undefined;
  const follower = { news: () => arrived() };
  let sent: string | undefined;
  question.join(follower);
  const unlisten = connection.onClose(() => arrived());
  try {
    while (!connection.closed) {
      const answer = question.current;
      if (answer === null || answer.text === sent) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      } else if (connection.congested) {
        await connection.drained();
      } else {
        sent = answer.text;
        yield answer.result;
      }
    }
  } finally {
    unlisten();
    question.leave(follower);
  }
}
