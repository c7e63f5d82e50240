/** What the provider keeps of a charge. */
export interface FeeRate {
  /** Hundredths of a percent of the amount. */
  feeBasisPoints: number;
  /** Fen on top, for each charge. */
  feeFixedFen: number;
}

/** The fee of a charge in fen: the share, rounded down to the fen, and the fixed part. Never more than the charge. */
export function feeOf(amount: bigint, rate: FeeRate): bigint {
  const fee = (amount * BigInt(rate.feeBasisPoints)) / 10_000n + BigInt(rate.feeFixedFen);
  return fee < amount ? fee : amount;
}
