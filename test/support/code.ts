import reader from 'jsqr';
import sharp from 'sharp';

// The package's types take it for a module of ES; it is one of CommonJS, which is the function itself.
const read = reader as unknown as typeof reader.default;

/** Where the code on a picture leads; null when no phone could read it. */
export async function readCode(picture: Buffer): Promise<string | null> {
  const drawn = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = drawn.info;
  return read(new Uint8ClampedArray(drawn.data), width, height)?.data ?? null;
}
