import { useHydrated } from './use-hydrated.js';

/** Whether the page is read inside WeChat, whose browser neither downloads, nor shares, nor opens Alipay. */
export function useInWechat(): boolean {
  return useHydrated() && /MicroMessenger/i.test(window.navigator.userAgent);
}
