import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Provider, type Client } from 'urql';
import { Toasts } from '../components/toast.js';
import { ErrorBoundary } from './error-boundary.js';

interface ProvidersProps {
  client: Client;
  translator: i18n;
  children: ReactNode;
}

/** What every page stands on; the router differs between server and browser and comes with the children. */
export function Providers({ client, translator, children }: ProvidersProps) {
  return (
    <I18nextProvider i18n={translator}>
      <Provider value={client}>
        <ErrorBoundary>{children}</ErrorBoundary>
        <Toasts />
      </Provider>
    </I18nextProvider>
  );
}
