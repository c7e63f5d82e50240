export type RandomState = [number, number, number, number];

const WORD = 2 ** 32;

/** A repeatable source of chance (sfc32). The same seed gives the same run; its state fits into the state file. */
export class SeededRandom {
  private constructor(private words: RandomState) {}

  /** Starts a stream from any text; streams of different texts are unrelated. */
  static fromSeed(seed: string): SeededRandom {
    const random = new SeededRandom(scatter(seed));
    for (let warmUp = 0; warmUp < 16; warmUp += 1) random.nextWord();
    return random;
  }

  static fromState(state: RandomState): SeededRandom {
    return new SeededRandom([...state]);
  }

  get state(): RandomState {
    return [...this.words];
  }

  /** A whole number in [0, 2³²). */
  nextWord(): number {
    const [a, b, c, counter] = this.words;
    const sum = (a + b + counter) | 0;
    this.words = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0];
    return sum >>> 0;
  }

  /** A whole number in [0, bound). */
  below(bound: number): number {
    return this.nextWord() % bound;
  }

  /** True with the given probability in [0, 1]. */
  chance(probability: number): boolean {
    return this.nextWord() < probability * WORD;
  }

  /** A new array with the same members in random order (Fisher and Yates). */
  shuffled<T>(members: readonly T[]): T[] {
    const result = [...members];
    for (let last = result.length - 1; last > 0; last -= 1) {
      const pick = this.below(last + 1);
      const swapped = result[last] as T;
      result[last] = result[pick] as T;
      result[pick] = swapped;
    }
    return result;
  }
}

/** Spreads a text over 128 bits, so that seeds which differ in one letter start far apart. */
function scatter(text: string): RandomState {
  const words: RandomState = [1779033703, 3144134277, 1013904242, 2773480762];
  const factors = [597399067, 2869860233, 951274213, 2716044179];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    for (let word = 0; word < 4; word += 1) {
      const mixed = (words[word] ?? 0) ^ Math.imul((words[(word + 1) % 4] ?? 0) ^ unit, factors[word] ?? 1);
      words[word] = (mixed << 13) | (mixed >>> 19);
    }
  }
  return words;
}
