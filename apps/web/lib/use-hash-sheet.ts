import { useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useHydrated } from './use-hydrated.js';

export interface HashSheet {
  /** The sheet that is open, by its name, or the empty text. */
  current: string;
  open: (name: string) => void;
  close: () => void;
}

/** Keeps the open sheet in the address (#give): a phone's back gesture closes the sheet instead of leaving the page. */
export function useHashSheet(): HashSheet {
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const hydrated = useHydrated();
  const openedHere = useRef(false);
  return {
    current: hydrated ? hash.slice(1) : '',
    open(name) {
      openedHere.current = true;
      void navigate({ pathname, search, hash: name }, { preventScrollReset: true });
    },
    close() {
      if (openedHere.current) void navigate(-1);
      else void navigate({ pathname, search, hash: '' }, { replace: true });
      openedHere.current = false;
    },
  };
}
