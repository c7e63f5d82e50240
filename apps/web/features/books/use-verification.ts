import { useCallback, useEffect, useRef, useState } from 'react';
import type { VerificationNews, VerificationRequest } from './verification.js';

export type VerificationState = { kind: 'idle' } | VerificationNews;

/** Runs one verification at a time in a worker, so that the page stays quick; the verifier loads with the first. */
export function useVerification() {
  const [state, setState] = useState<VerificationState>({ kind: 'idle' });
  const worker = useRef<Worker | null>(null);

  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);

  const start = useCallback(
    (request: VerificationRequest) => {
      stop();
      setState({ kind: 'progress', lines: 0 });
      const current = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
      worker.current = current;
      current.addEventListener('message', ({ data }: MessageEvent<VerificationNews>) => {
        setState(data);
        if (data.kind !== 'progress') stop();
      });
      current.addEventListener('error', () => {
        setState({ kind: 'unreachable' });
        stop();
      });
      current.postMessage(request);
    },
    [stop],
  );

  const cancel = useCallback(() => {
    stop();
    setState({ kind: 'idle' });
  }, [stop]);

  useEffect(() => stop, [stop]);
  return { state, start, cancel };
}
