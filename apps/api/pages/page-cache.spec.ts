import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger, Metrics, type Signal } from '#platform';
import type { ReadyPage } from './kept-page.js';
import { PageCache } from './page-cache.js';

const POSTED: Signal = { kind: 'campaign', id: 'cmp_1' };
/** A little more than the half second within which a page is drawn once. */
const PACE_MS = 550;

let cache: PageCache;
let drawn: string[];
/** The figure every page shows. */
let total: number;
let status: number;
let tell: (signal: Signal) => void;

beforeEach(() => {
  [drawn, total, status] = [[], 0, 200];
  const renderer = {
    render: async (address: string) => {
      drawn.push(address);
      const html = `${address} ${total}`;
      await sleep(5);
      if (status === 0) throw new Error('the database is away');
      return { status, html };
    },
  };
  const signals = { listen: (listener: typeof tell) => void (tell = listener) };
  cache = new PageCache(renderer, signals, new Metrics(), new Logger({ name: 'pages', level: 'silent' }));
  cache.onApplicationBootstrap();
});

afterEach(() => cache.onModuleDestroy());

const get = async (address: string): Promise<ReadyPage> => cache.get(address, 'zh-CN');
const read = async (address: string): Promise<string> => (await get(address)).html.toString();

describe('pages kept ready', () => {
  test('are drawn once however many ask first', async () => {
    const pages = await Promise.all(Array.from({ length: 20 }, () => read('/')));
    expect([new Set(pages).size, drawn]).toEqual([1, ['/']]);
  });

  test('are answered from memory, and drawn again for their readers at most every half second', async () => {
    await read('/');
    await read('/');
    for (let posting = 1; posting <= 10; posting += 1) {
      total = posting;
      tell(POSTED);
      expect(cache.get('/', 'zh-CN')).not.toBeInstanceOf(Promise);
    }
    await sleep(PACE_MS);
    expect(await read('/')).toBe('/ 10');
    expect(drawn.length).toBe(2);
  });

  test('wait for their next reader where nobody reads them: signals cost no drawing, and no reader sees what was', async () => {
    for (let team = 0; team < 100; team += 1) await read(`/t/${team}`);
    tell(POSTED);
    await sleep(PACE_MS);
    const before = drawn.length;
    for (let posting = 1; posting <= 3; posting += 1) {
      total = posting;
      tell(POSTED);
      await sleep(PACE_MS);
    }
    expect(drawn.length).toBe(before);
    expect(await read('/t/7')).toBe('/t/7 3');
    expect(drawn.length).toBe(before + 1);
  });

  test('are not left behind by a posting that came while they were drawn for the first time', async () => {
    const first = read('/');
    total = 1;
    tell(POSTED);
    expect(await first).toBe('/ 0');
    await sleep(PACE_MS);
    expect(await read('/')).toBe('/ 1');
  });

  test('stay as they were while nothing can be drawn, and go when they are gone', async () => {
    await read('/t/1');
    status = 0;
    tell(POSTED);
    await sleep(PACE_MS);
    expect(await read('/t/1')).toBe('/t/1 0');
    status = 404;
    tell(POSTED);
    await sleep(PACE_MS);
    expect((await get('/t/1')).status).toBe(404);
  });

  test('that nobody has read for longest make room for others', async () => {
    await read('/');
    for (let team = 1; team < 500; team += 1) await read(`/t/${team}`);
    await read('/');
    await read('/t/500');
    const before = drawn.length;
    await read('/');
    expect(drawn.length).toBe(before);
    await read('/t/1');
    expect(drawn.length).toBe(before + 1);
  });

  test('that belong to one giver move no page', async () => {
    await read('/');
    await read('/');
    tell({ kind: 'pledge', id: 'plg_1' });
    await sleep(PACE_MS);
    expect(drawn).toEqual(['/']);
  });
});
