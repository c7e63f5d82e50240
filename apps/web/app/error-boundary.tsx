import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Catches a page that fails while rendering, so that a visitor never faces an empty screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashedPage /> : this.props.children;
  }
}

function CrashedPage() {
  const { t } = useTranslation();
  return (
    <main className="page not-found" role="alert">
      <h1>{t('crashed.title')}</h1>
      <p className="muted">{t('crashed.text')}</p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {t('crashed.reload')}
      </button>
    </main>
  );
}
