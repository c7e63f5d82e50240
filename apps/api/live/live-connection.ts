import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** One open stream of answers. */
export class LiveConnection {
  closed = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => this.close());
  }

  /** Whether what was sent before has not left yet. */
  get congested(): boolean {
    return this.response.writableLength > 0 && this.response.writableNeedDrain;
  }

  /** Waits until it has left, or the connection is closed. */
  async drained(): Promise<void> {
    const waiting = new AbortController();
    const unlisten = this.onClose(() => waiting.abort());
    await once(this.response, 'drain', { signal: waiting.signal }).catch(() => undefined);
    unlisten();
  }

  /** Ends the stream: the answers stop, and with them the response. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const listener of this.listeners) listener();
  }

  /** @returns what takes the listener away again */
  onClose(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
