import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  tone?: 'plain' | 'waiting' | 'arrived' | 'seal';
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** An answer to something the person just did is announced at once. */
  urgent?: boolean;
}

/** One calm box for anything the page has to say. */
export function Notice({ tone = 'plain', title, children, action, urgent = false }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={urgent ? 'alert' : 'status'}>
      <div>
        {title ? <b>{title}</b> : null}
        {children ? <div className="notice-text">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
