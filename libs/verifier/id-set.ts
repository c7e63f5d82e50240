const FIRST_SIZE = 1 << 12;
/** Bytes 4 to 15 of the digest: its first four decide the split, and an id is looked for by 96 others. */
const WORDS = 3;

/**
 * A set of ids kept as 96 bits of their digests, twelve bytes each in one flat array: a million ids take about 25 MB
 * where a set of strings takes 100. Two different ids fall together with odds of 1 to 10¹⁷ among a million.
 */
export class IdSet {
  private slots = new Uint32Array(FIRST_SIZE * WORDS);
  private capacity = FIRST_SIZE;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Adds an id by its digest; false when it was there. */
  add(digest: Uint8Array): boolean {
    if (this.count * 2 >= this.capacity) this.grow();
    const [a, b, c] = wordsOf(digest);
    const slot = this.find(a, b, c);
    if (this.slots[slot] !== 0 || this.slots[slot + 1] !== 0 || this.slots[slot + 2] !== 0) return false;
    this.put(slot, a, b, c);
    this.count++;
    return true;
  }

  has(digest: Uint8Array): boolean {
    const slot = this.find(...wordsOf(digest));
    return this.slots[slot] !== 0 || this.slots[slot + 1] !== 0 || this.slots[slot + 2] !== 0;
  }

  /** Where these words lie, or the empty slot where they would. */
  private find(a: number, b: number, c: number): number {
    const mask = this.capacity - 1;
    for (let place = a & mask; ; place = (place + 1) & mask) {
      const slot = place * WORDS;
      const [x, y, z] = [this.slots[slot], this.slots[slot + 1], this.slots[slot + 2]];
      if ((x === a && y === b && z === c) || (x === 0 && y === 0 && z === 0)) return slot;
    }
  }

  private put(slot: number, a: number, b: number, c: number): void {
    this.slots[slot] = a;
    this.slots[slot + 1] = b;
    this.slots[slot + 2] = c;
  }

  private grow(): void {
    const before = this.slots;
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity * WORDS);
    for (let slot = 0; slot < before.length; slot += WORDS) {
      const [a = 0, b = 0, c = 0] = [before[slot], before[slot + 1], before[slot + 2]];
      if (a !== 0 || b !== 0 || c !== 0) this.put(this.find(a, b, c), a, b, c);
    }
  }
}

function wordsOf(digest: Uint8Array): [number, number, number] {
  const view = new DataView(digest.buffer, digest.byteOffset);
  return [view.getUint32(4), view.getUint32(8), view.getUint32(12)];
}
