import { subscriptionExchange, type Exchange } from 'urql';
import type { Locale } from './locale.js';

/** Runs subscriptions as streams of Server-Sent Events; what that takes is loaded with the first one. */
export function liveExchange(locale: Locale): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables, operationName }) => ({
      subscribe(sink) {
        let stop: () => void = () => undefined;
        let stopped = false;
        import('./live-client.js').then(
          ({ createLiveClient }) => {
            if (stopped) return;
            const request = {
              query,
              ...(variables ? { variables: { ...variables } } : {}),
              ...(operationName ? { operationName } : {}),
            };
            stop = createLiveClient(locale).subscribe(request, {
              // An empty list of errors would be an error to urql.
              next: ({ data = null, errors }) => sink.next({ data, ...(errors ? { errors } : {}) }),
              error: (error) => sink.error(error),
              // A live answer never ends by itself: a stream that does is one to open again.
              complete: () => sink.error(new Error('the stream is over')),
            });
          },
          (error: unknown) => sink.error(error),
        );
        return {
          unsubscribe() {
            stopped = true;
            stop();
          },
        };
      },
    }),
  });
}
