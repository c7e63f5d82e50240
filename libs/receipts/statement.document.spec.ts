import { expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { drawStatement } from './statement.document.js';

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s/g, ''),
    );
  }
  await document.destroy();
  return pages;
}

it('lists every gift of a year over as many pages as it takes, and adds up what is left of them', async () => {
  const line = { paidOn: '2026-11-23', project: '温暖 2026', designation: '益阳市妇女联合会', amount: 100_00n };
  const lines = Array.from({ length: 60 }, (_, index) => ({
    ...line,
    receipt: `2026-${String(index + 1).padStart(6, '0')}`,
    returned: index === 0 ? 40_00n : 0n,
  }));
  const statement = { year: 2026, issuedOn: '2027-01-02', contact: 'donor@example.org', payees: ['示例基金会'], lines };
  const pages = await pagesOf(await drawStatement(statement));
  expect(pages.length).toBeGreaterThan(2);
  const all = pages.join('');
  for (const { receipt } of lines) expect(all).toContain(receipt);
  expect(all).toContain('共60笔，实际捐赠合计：¥5,960.00');
  expect(all).toContain('大写：伍仟玖佰陆拾元整');
  expect(pages[0]).toContain('2026年度捐赠明细');
});

it('of a year of which nothing is left has no sum in capitals', async () => {
  const line = { paidOn: '2026-11-23', project: '温暖', designation: '全省统筹', receipt: '—' };
  const lines = [{ ...line, amount: 66_00n, returned: 66_00n }];
  const [page] = await pagesOf(
    await drawStatement({ year: 2026, issuedOn: '2027-01-02', contact: '—', payees: ['示例基金会'], lines }),
  );
  expect(page).toContain('¥0.00');
  expect(page).not.toContain('大写');
});
