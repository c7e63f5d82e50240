import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readCode } from '../../test/support/code.js';
import { canLetter, lettered, linesOf, widthOf } from './lettering.js';
import { drawPoster, drawShare, POSTER_SIZE, SHARE_SIZE, type PosterFacts } from './poster.drawing.js';

const facts: PosterFacts = {
  title: '桂花开了战队',
  words: '从一块钱开始，让她更有底气。',
  raised: '已筹 ¥2,266.00',
  beside: '目标 ¥5,000.00 · 2 笔',
  share: 4532n,
  address: 'https://give.example.org/c/warm-2026/teams/tem_01jx5s0f3ce8q8y9m1w2v3n4p5',
  invitation: '扫码一起捐',
  charity: '示例慈善组织',
  filing: '备案编号 53430000MJ0000000XA00001',
  picture: null,
};

it('a poster is a picture whose code leads to the page', async () => {
  const poster = await drawPoster(facts);
  expect(await sharp(poster).metadata()).toMatchObject({ format: 'png', ...POSTER_SIZE });
  expect(await readCode(poster)).toBe(facts.address);
});

it('a preview has the shape chats show, and says something else when the total is another', async () => {
  const first = await drawShare(facts);
  expect(await sharp(first).metadata()).toMatchObject({ format: 'png', ...SHARE_SIZE });
  expect(await drawShare({ ...facts, raised: '已筹 ¥9,999.00' })).not.toEqual(first);
});

it('letters are drawn from a font that comes along: no system font, no empty box, no emoji', () => {
  expect(canLetter(facts.title + facts.raised + facts.beside)).toBe(true);
  const empty = lettered({ text: '\u{1FAE8}', x: 0, y: 0, size: 10, fill: 'red' });
  for (const character of facts.title) {
    const drawn = lettered({ text: character, x: 0, y: 0, size: 10, fill: 'red' });
    expect(drawn.length).toBeGreaterThan(150);
    expect(drawn).not.toBe(empty);
    expect(drawn).not.toContain('<text');
  }
  expect(linesOf('加油🌱战队', 1000, 1, 20)).toEqual(['加油战队']);
});

it('a long name keeps to its lines and ends in an ellipsis', () => {
  const lines = linesOf('名'.repeat(60), 638, 2, 48, 'bold');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/名…$/);
  for (const line of lines) expect(widthOf(line, 48, 'bold')).toBeLessThanOrEqual(638);
});
