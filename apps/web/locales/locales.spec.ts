import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Words = { [key: string]: string | Words };

const files = (locale: string): string[] =>
  readdirSync(join(import.meta.dirname, locale))
    .filter((name) => name.endsWith('.json'))
    .sort();

const wordsOf = (locale: string, file: string): Words =>
  JSON.parse(readFileSync(join(import.meta.dirname, locale, file), 'utf8')) as Words;

// English has two plural forms where Chinese has one; both are the same text to translate.
const PLURAL = /_(one|other)$/;

function leaves(words: Words, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap<[string, string]>(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`.replace(PLURAL, ''), value]] : leaves(value, `${prefix}${key}.`),
  );
}

const keys = (words: Words): string[] => [...new Set(leaves(words).map(([key]) => key))].sort();

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))]
    .filter((name) => name !== 'count')
    .sort();

describe('the two languages', () => {
  it('have the same files', () => {
    expect(files('en')).toEqual(files('zh-CN'));
  });

  it.each(files('zh-CN'))('have the same keys in %s', (file) => {
    expect(keys(wordsOf('en', file))).toEqual(keys(wordsOf('zh-CN', file)));
  });

  it.each(files('zh-CN'))('fill the same blanks in %s', (file) => {
    const english = new Map(leaves(wordsOf('en', file)));
    for (const [key, text] of leaves(wordsOf('zh-CN', file))) {
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it.each(files('zh-CN'))('leave no text empty in %s', (file) => {
    for (const locale of ['zh-CN', 'en']) {
      for (const [key, text] of leaves(wordsOf(locale, file))) expect([key, text.trim()]).not.toEqual([key, '']);
    }
  });
});
