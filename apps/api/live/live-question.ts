import { GraphQLError, type ExecutionResult } from 'graphql';

/** A question is asked again at most this often, however many signals arrive. */
const AGAIN_MS = 500;
/** An answer ages even when no signal is heard (a pooler in between, a cut connection). */
const MAX_AGE_MS = 15_000;

export interface Follower {
  /** Called when there is an answer this follower has not taken, and once the question has ended. */
  news: () => void;
}

interface Answer {
  result: ExecutionResult;
  /** What two answers are compared by. */
  text: string;
}

/**
 * One question, asked again when a signal says that its answer may have changed, for all who follow it. Only the last
 * answer is kept: who is slow to take it skips what lies between.
 */
export class LiveQuestion {
  private readonly followers = new Set<Follower>();
  private answer: Answer | null = null;
  private askedAt = -Infinity;
  private asking = false;
  private askAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    private readonly ask: () => Promise<ExecutionResult>,
    /** Called once the last follower has gone. */
    private readonly forsaken: () => void,
  ) {}

  get current(): Answer | null {
    return this.answer;
  }

  join(follower: Follower): void {
    this.followers.add(follower);
    if (this.answer) follower.news();
    else this.wake();
  }

  leave(follower: Follower): void {
    if (!this.followers.delete(follower) || this.followers.size > 0) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.forsaken();
  }

  /** Its answer may have changed. */
  wake(): void {
    if (this.ended) return;
    if (this.asking) this.askAgain = true;
    else this.schedule(Math.max(0, this.askedAt + AGAIN_MS - performance.now()));
  }

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.askNow(), milliseconds);
  }

  private async askNow(): Promise<void> {
    this.asking = true;
    this.askAgain = false;
    this.askedAt = performance.now();
    const result = await this.ask().catch(refusalOf);
    this.asking = false;
    if (this.ended) return;
    // A passing failure is not worth more than the answer everybody has.
    if (this.answer === null || result.errors === undefined) this.take(result);
    this.schedule(this.askAgain ? Math.max(0, this.askedAt + AGAIN_MS - performance.now()) : MAX_AGE_MS);
  }

  private take(result: ExecutionResult): void {
    const text = JSON.stringify(result);
    if (text === this.answer?.text) return;
    this.answer = { result, text };
    for (const follower of this.followers) follower.news();
  }
}

function refusalOf(error: unknown): ExecutionResult {
  return { errors: [new GraphQLError('', { originalError: error instanceof Error ? error : undefined })] };
}
