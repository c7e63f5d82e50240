import { describe, expect, it } from '@jest/globals';
import { headHtml, plainHeadHtml, scriptJson } from './page-head.js';

const place = { origin: 'https://give.example.org', path: '/c/x', locale: 'en', siteName: 'Yiqijuan' } as const;

describe('the head of a public page', () => {
  it('names the page, its twin and its picture by full addresses', () => {
    const html = headHtml({ title: 'T', description: 'D', image: '/covers/1.jpg' }, place);
    expect(html).toContain('<link rel="canonical" href="https://give.example.org/en/c/x" />');
    expect(html).toContain('<link rel="alternate" hreflang="zh-CN" href="https://give.example.org/c/x" />');
    expect(html).toContain('<meta property="og:image" content="https://give.example.org/covers/1.jpg" />');
  });

  it('falls back to the house’s picture and keeps a foreign one', () => {
    expect(headHtml({ title: 'T', description: 'D', image: null }, place)).toContain('/og-cover.jpg"');
    expect(headHtml({ title: 'T', description: 'D', image: 'https://cdn.example.org/a.jpg' }, place)).toContain(
      'content="https://cdn.example.org/a.jpg"',
    );
  });

  it('lets no title break out', () => {
    const html = headHtml({ title: '</title><script>x</script>', description: '"><b>', image: null }, place);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('"><b>');
    expect(plainHeadHtml('<i>')).toContain('&lt;i&gt;');
  });
});

describe('data inside a script element', () => {
  it('cannot close it', () => {
    const text = scriptJson({ message: '</script><!-- \u2028' });
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ message: '</script><!-- \u2028' });
  });
});
