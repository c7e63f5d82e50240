import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  CERTIFICATE_HEIGHT,
  CERTIFICATE_WIDTH,
  drawCertificate,
  type CertificateFacts,
} from './certificate.drawing.js';
import { measured } from './receipt.font.js';

const facts: CertificateFacts = {
  locale: 'zh-CN',
  name: '示例捐赠人',
  amount: { figures: '66.00', capitals: '陆拾陆元整' },
  sake: null,
  paidOn: '2026-11-23',
  campaign: '温暖 2026：和困境母亲一起',
  designation: '益阳市妇女联合会',
  charity: '示例基金会',
  receiptNumber: '2026-000041',
  campaignUrl: 'https://example.org/c/warm-2026',
};

it.each([
  ['as it is', {}],
  ['in English', { locale: 'en' }],
  ['without a name or an amount', { name: null, amount: null }],
  [
    'with the longest name, title and sake',
    { name: '示'.repeat(60), campaign: '题'.repeat(60), sake: '，为纪念' + '外'.repeat(30) + '，' },
  ],
  ['with a name no font has', { name: '王\u{2B73F}' }],
] satisfies [string, Partial<CertificateFacts>][])(
  'is a picture of its size, drawn to the edge of nothing, %s',
  async (_, change) => {
    const svg = drawCertificate({ ...facts, ...change });
    const picture = sharp(Buffer.from(svg));
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([CERTIFICATE_WIDTH, CERTIFICATE_HEIGHT]);
    // Between the frames and the paper's edge nothing is ever drawn over.
    const dark = (x: number, y: number) => (data[(y * info.width + x) * info.channels] ?? 255) < 128;
    for (let y = 70; y < info.height - 70; y += 1) {
      expect([y, dark(70, y), dark(info.width - 70, y)]).toEqual([y, false, false]);
    }
  },
);

it('holds no letter that could be read out or set in another font: only outlines', () => {
  const svg = drawCertificate(facts);
  expect(svg).not.toMatch(/<text|font-family|示例捐赠人/);
  expect(measured('捐', 100)).toBeCloseTo(100, 0);
});
