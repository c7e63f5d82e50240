import { createRequire } from 'node:module';
import path from 'node:path';

const door = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');

/** The face of every paper: Noto Sans Hans (OFL), which has the rare characters of Chinese names. */
export const RECEIPT_FONT = path.join(path.dirname(door), '../fonts/NotoSansHans-Regular.otf');
