const OFFSET_SCALE = 4_294_967_296n;

/** The first four bytes of a digest as a number: the gift's own offset, in 1/2³². */
export function offsetFrom(digest: Uint8Array): bigint {
  const [a = 0, b = 0, c = 0, d = 0] = digest;
  return BigInt(a * 16_777_216 + b * 65_536 + c * 256 + d);
}

export interface SplitRoute {
  managementBp: bigint;
  /** Whether the gift itself carries what the provider keeps. */
  giftCarriesFee: boolean;
  /** Running sums of the weights; the last is their total. */
  cumulative: readonly bigint[];
}

export interface Split {
  management: bigint;
  covered: bigint;
  legs: bigint[];
}

/**
 * The parts of a gift, as docs/books-format.md says; written a second time on purpose, beside the kernel's and the
 * database's, so that an error in one of them comes to light.
 * @param amount fen
 * @param fee fen the provider kept
 * @param offset k of u = k / 2³²
 */
export function splitGift(amount: bigint, fee: bigint, route: SplitRoute, offset: bigint): Split {
  const management = (amount * route.managementBp) / 10_000n;
  const afterManagement = amount - management;
  const covered = !route.giftCarriesFee ? 0n : fee < afterManagement ? fee : afterManagement;
  const rest = afterManagement - covered;
  const total = route.cumulative.at(-1) ?? 1n;
  const shift = (offset * total) / OFFSET_SCALE;
  let before = 0n;
  const legs = route.cumulative.map((upTo) => {
    const reached = (rest * upTo + shift) / total;
    const leg = reached - before;
    before = reached;
    return leg;
  });
  return { management, covered, legs };
}
