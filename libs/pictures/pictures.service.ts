import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sharp, { type Metadata } from 'sharp';
import { FileStore } from '#platform';
import { keyAt, widthsFor } from './picture-names.js';
import { PictureRefusedError } from './pictures.errors.js';

export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;
/** A photograph of a phone has 12 to 50 million points; a few kilobytes that unfold to more are a bomb. */
const MAX_POINTS = 50_000_000;
const FORMATS = ['png', 'jpeg', 'webp'];
const QUALITY = 78;
/** A hash of 128 bits names a picture by what was sent. */
const NAME_DIGITS = 32;

// A picture is turned while others wait for pages: it may take one thread, and keeps nothing in memory afterwards.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Takes pictures in. What is kept is never what was sent: it is decoded, turned upright, made smaller and written anew
 * as WebP, so that neither a place in its EXIF nor anything hidden behind the picture goes on to others.
 */
@Injectable()
export class PicturesService {
  constructor(@Inject(FileStore) private readonly files: FileStore) {}

  /**
   * Keeps a picture in all its widths; the same bytes again are the same picture.
   * @param folder `covers` or `team-pictures`
   * @param field the form's field that is named when it is refused
   * @returns the key of its widest copy
   * @throws PictureRefusedError
   */
  async take(folder: string, bytes: unknown, field: string): Promise<string> {
    if (!Buffer.isBuffer(bytes) || bytes.length === 0 || bytes.length > MAX_PICTURE_BYTES) {
      throw new PictureRefusedError(field);
    }
    const width = await this.widthOf(bytes, field);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, NAME_DIGITS);
    const stem = `${folder}/${hash}`;
    const widths = widthsFor(width);
    for (const each of widths) {
      const key = keyAt(stem, each);
      if (await this.files.get(key)) continue;
      await this.files.put(key, await this.drawn(bytes, each, field), 'image/webp');
    }
    return keyAt(stem, widths.at(-1) ?? width);
  }

  /** Its width when it stands upright. */
  private async widthOf(bytes: Buffer, field: string): Promise<number> {
    let facts: Metadata;
    try {
      facts = await opened(bytes).metadata();
    } catch {
      throw new PictureRefusedError(field);
    }
    const { format, width, height, orientation = 1, pages = 1 } = facts;
    if (!FORMATS.includes(format) || width * height * pages > MAX_POINTS) throw new PictureRefusedError(field);
    return orientation >= 5 ? height : width;
  }

  private async drawn(bytes: Buffer, width: number, field: string): Promise<Buffer> {
    try {
      return await opened(bytes)
        .rotate()
        .resize({ width, withoutEnlargement: true })
        .webp({ quality: QUALITY, effort: 4 })
        .toBuffer();
    } catch {
      // What is announced as a picture may still be broken in the middle.
      throw new PictureRefusedError(field);
    }
  }
}

function opened(bytes: Buffer) {
  return sharp(bytes, { limitInputPixels: MAX_POINTS, failOn: 'error', sequentialRead: true });
}
