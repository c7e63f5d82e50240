import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { FileStore, type StoredFile } from '#platform';
import { copiesOf, srcsetOf, widthsFor } from './picture-names.js';
import { PictureRefusedError } from './pictures.errors.js';
import { PicturesService } from './pictures.service.js';

/** A store in memory; what is under test is the picture. */
class Shelf extends FileStore {
  readonly files = new Map<string, StoredFile>();

  put(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    this.files.set(key, { bytes: Buffer.from(bytes), contentType });
    return Promise.resolve();
  }

  get(key: string): Promise<StoredFile | null> {
    return Promise.resolve(this.files.get(key) ?? null);
  }
}

const red = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#b3392f' } });

describe('a picture that is sent', () => {
  it('is kept upright as WebP in each width up to its own, without what its camera noted', async () => {
    const shelf = new Shelf();
    const photograph = await red(1200, 900)
      .withExif({ IFD0: { Artist: 'EXAMPLE-PERSON' }, IFD3: { GPSLatitude: '28/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(photograph.includes('Exif')).toBe(true);
    const key = await new PicturesService(shelf).take('covers', photograph, 'coverKey');
    expect(key).toMatch(/^covers\/[0-9a-f]{32}-900\.webp$/);
    expect([...shelf.files.keys()]).toEqual(copiesOf(key).map((copy) => copy.key));
    for (const { key: copy, width } of copiesOf(key)) {
      const { bytes, contentType } = shelf.files.get(copy) ?? { bytes: Buffer.alloc(0), contentType: '' };
      const facts = await sharp(bytes).metadata();
      expect([contentType, facts.format, facts.width]).toEqual(['image/webp', 'webp', width]);
      expect(facts.height).toBe((width * 4) / 3);
      expect([facts.exif, facts.orientation, bytes.includes('EXAMPLE-PERSON')]).toEqual([undefined, undefined, false]);
    }
  });

  it('is one picture however often it is sent, and never wider than it was', async () => {
    const shelf = new Shelf();
    const pictures = new PicturesService(shelf);
    const png = await red(300, 200).png().toBuffer();
    const key = await pictures.take('team-pictures', png, 'pictureKey');
    expect(await pictures.take('team-pictures', png, 'pictureKey')).toBe(key);
    expect([...shelf.files.keys()]).toEqual([key]);
    expect(key).toMatch(/-300\.webp$/);
  });

  const bomb = () => red(9000, 9000).png({ compressionLevel: 9 }).toBuffer();
  it.each<[string, () => Promise<unknown>]>([
    ['a bomb: little to send, much to unfold', bomb],
    [
      'a drawing that may hold scripts',
      () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ],
    ['a moving picture of another format', () => red(10, 10).gif().toBuffer()],
    ['a picture cut off in the middle', async () => (await noisy()).subarray(0, 20_000)],
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['a form', () => Promise.resolve({ picture: 'x' })],
  ])('is refused when it is %s', async (_, bytes) => {
    const shelf = new Shelf();
    const answer = new PicturesService(shelf).take('covers', await bytes(), 'coverKey');
    await expect(answer).rejects.toBeInstanceOf(PictureRefusedError);
    expect(shelf.files.size).toBe(0);
  });
});

function noisy(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  return sharp({ create: { width: 400, height: 400, channels: 3, background: '#fff', noise } })
    .jpeg()
    .toBuffer();
}

describe('the copies of a picture', () => {
  it('follow from its name alone; one from before the pipeline has only itself', () => {
    expect(srcsetOf('covers/aa-1600.webp')).toBe(
      '/files/covers/aa-480.webp 480w, /files/covers/aa-960.webp 960w, /files/covers/aa-1600.webp 1600w',
    );
    expect(srcsetOf('covers/aa.jpg')).toBeNull();
    expect([widthsFor(480), widthsFor(481), widthsFor(5000), widthsFor(0)]).toEqual([
      [480],
      [480, 481],
      [480, 960, 1600],
      [],
    ]);
  });
});
