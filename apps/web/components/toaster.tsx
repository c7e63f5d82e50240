import { useTranslation } from 'react-i18next';
import { toast as sonner, Toaster as SonnerToaster } from 'sonner';
import './toast.css';

/** Long enough to read a sentence twice; it waits while it is pointed at, has the focus, or the page is not looked at. */
const SHOWN_MS = 5_000;

const CLASSES = { toast: 'toast', title: 'toast-text', icon: 'toast-icon', closeButton: 'toast-close' };

/** At the top, where no thumb and no bar is; a polite live region, closed by a button, a swipe, or time. */
export function Toaster() {
  const { t } = useTranslation();
  return (
    <SonnerToaster
      className="toaster"
      position="top-center"
      duration={SHOWN_MS}
      closeButton
      customAriaLabel={t('toast.label')}
      toastOptions={{ unstyled: true, classNames: CLASSES, closeButtonAriaLabel: t('actions.close') }}
    />
  );
}

/** Said again while it is still there, it stays the one. */
export function say(text: string): void {
  sonner.success(text, { id: text });
}
