import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Signals, type Signal } from '#platform';

type Wake = () => void;

/** Which questions of this process wait for which signal. */
@Injectable()
export class LiveTopics implements OnApplicationBootstrap {
  private readonly waiting = new Map<string, Set<Wake>>();

  constructor(@Inject(Signals) private readonly signals: Signals) {}

  onApplicationBootstrap(): void {
    this.signals.listen((signal) => {
      for (const wake of this.waiting.get(nameOf(signal)) ?? []) wake();
    });
  }

  /** Calls `wake` for each signal of these topics. @returns what ends that */
  follow(topics: readonly Signal[], wake: Wake): () => void {
    for (const topic of topics) {
      const others = this.waiting.get(nameOf(topic));
      if (others) others.add(wake);
      else this.waiting.set(nameOf(topic), new Set([wake]));
    }
    return () => {
      for (const topic of topics) {
        const left = this.waiting.get(nameOf(topic));
        left?.delete(wake);
        if (left?.size === 0) this.waiting.delete(nameOf(topic));
      }
    };
  }
}

function nameOf({ kind, id }: Signal): string {
  return `${kind}:${id}`;
}
