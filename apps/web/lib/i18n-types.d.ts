import 'i18next';
import type { ConsoleWords } from '../locales/zh-CN/console.js';
import type { PublicWords } from '../locales/zh-CN/public.js';

// Every key used in a component is checked against the Chinese texts; a spec keeps English complete.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: PublicWords & ConsoleWords;
  }
}
