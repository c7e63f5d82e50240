import { describe, expect, it } from '@jest/globals';
import { campaignFieldOf, campaignInputOf, coverKeyOf, EMPTY_CAMPAIGN, paragraphsOf } from './campaign-form-values.js';

const values = {
  ...EMPTY_CAMPAIGN,
  title: ' 温暖 ',
  story: '一段。\n\n\n二段。\n三段。\n ',
  target: '2000000.50',
  startsAt: '2026-12-01T00:00',
  endsAt: '2026-12-31T23:59',
  regionCodes: ['430900'],
};

describe('a campaign’s form', () => {
  it('becomes fen, instants and paragraphs', () => {
    expect(campaignInputOf(values, null)).toMatchObject({
      title: '温暖',
      story: ['一段。', '二段。', '三段。'],
      target: '200000050',
      startsAt: '2026-11-30T16:00:00.000Z',
      endsAt: '2026-12-31T15:59:00.000Z',
      filingNumber: null,
      filedOn: null,
      regionCodes: ['430900'],
    });
  });

  it('keeps the cover that is shown, or names the new one', () => {
    expect(campaignInputOf(values, coverKeyOf('/files/covers/ab12.png'))).toHaveProperty('coverKey', 'covers/ab12.png');
    expect(coverKeyOf('https://files.example.org/bucket/covers/ab12.webp')).toBe('covers/ab12.webp');
    expect(coverKeyOf(null)).toBe(null);
  });

  it('refuses a target that is not an amount', () => {
    expect(() => campaignInputOf({ ...values, target: '2e6' }, null)).toThrow('target');
  });

  it('shows the server’s answer at its field', () => {
    expect(campaignFieldOf('input.plan.purpose')).toBe('purpose');
    expect(campaignFieldOf('windowEnd')).toBe('windowEnd');
    expect(campaignFieldOf('slug')).toBe(null);
  });
});

describe('a story', () => {
  it('has no empty paragraphs', () => {
    expect(paragraphsOf(' \n\n a \n')).toEqual(['a']);
  });
});
