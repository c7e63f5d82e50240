import { useTranslation } from 'react-i18next';
import { useInWechat } from '../lib/use-in-wechat.js';

interface WechatNoteProps {
  /** What the person is about to do, and WeChat's browser does in a way of its own. */
  about: 'files' | 'pictures' | 'sharing';
}

/** What to do instead inside WeChat; nothing in any other browser. */
export function WechatNote({ about }: WechatNoteProps) {
  const { t } = useTranslation();
  return useInWechat() ? <p className="tiny muted wechat-note">{t(`wechat.${about}`)}</p> : null;
}
