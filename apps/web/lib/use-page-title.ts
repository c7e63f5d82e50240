import { useEffect } from 'react';

/** Keeps the browser's title in step; the server writes the first one. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
