/**
 * Hunan as 14 tiles in four columns. A map of China shown to the public needs an approval number; tiles do not, and
 * say the same. Place by region code: [row, column] from 0.
 */
export const CARTOGRAM: Readonly<Record<string, readonly [number, number]>> = {
  '430800': [0, 1],
  '430700': [0, 2],
  '430600': [0, 3],
  '433100': [1, 0],
  '430900': [1, 2],
  '430100': [1, 3],
  '431200': [2, 0],
  '431300': [2, 1],
  '430300': [2, 2],
  '430200': [2, 3],
  '430500': [3, 1],
  '430400': [3, 2],
  '431100': [4, 1],
  '431000': [4, 2],
};
