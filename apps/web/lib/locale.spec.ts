import { describe, expect, it } from '@jest/globals';
import { localeOfPath, pathInLocale, pathWithoutLocale } from './locale.js';

describe('the language of a path', () => {
  it.each([
    ['/', 'zh-CN'],
    ['/c/x', 'zh-CN'],
    ['/en', 'en'],
    ['/en/c/x', 'en'],
    ['/english-page', 'zh-CN'],
  ] as const)('%s is %s', (path, locale) => {
    expect(localeOfPath(path)).toBe(locale);
  });

  it('has a twin in the other language', () => {
    expect(pathInLocale('/c/x', 'en')).toBe('/en/c/x');
    expect(pathInLocale('/', 'en')).toBe('/en');
    expect(pathInLocale('/en/c/x', 'zh-CN')).toBe('/c/x');
    expect(pathInLocale('/en', 'zh-CN')).toBe('/');
    expect(pathInLocale('/en/c/x', 'en')).toBe('/en/c/x');
    expect(pathWithoutLocale('/en/c/x')).toBe('/c/x');
  });
});
