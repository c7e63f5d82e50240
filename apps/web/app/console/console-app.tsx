import type { ConsoleWords } from '../../locales/zh-CN/console.js';
export function ConsoleApp({ words }: { words: ConsoleWords }) {
  return <pre>{JSON.stringify(words)}</pre>;
}
