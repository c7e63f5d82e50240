import { fenOf } from '../../lib/money.js';

/** The parts of an allocation that the picture is made of. */
export interface FlowingGift {
  amount: string;
  allocation: {
    charges: readonly { title: string; amount: string }[];
    lines: readonly {
      amount: string;
      title: string;
      orgUnit: { id: string; region: { shortName: string } | null };
      parts: readonly { state: PartState; amount: string }[];
    }[];
  };
}

export type PartState = 'ALLOCATED' | 'APPLIED' | 'PAID' | 'CONFIRMED' | 'RETURNED_TO_POOL' | 'RETURNED';

/** From furthest to not yet; what went another way comes last. */
export const PART_STATES: readonly PartState[] = [
  'CONFIRMED',
  'PAID',
  'APPLIED',
  'ALLOCATED',
  'RETURNED_TO_POOL',
  'RETURNED',
];

export type FlowNode = { id: string; fen: bigint } & (
  { kind: 'gift' } | { kind: 'city' | 'charge'; name: string } | { kind: 'state'; state: PartState }
);

export interface GiftFlow {
  nodes: FlowNode[];
  links: { from: string; to: string; fen: bigint }[];
}

/**
 * The way of every fen: from the gift to cities and charges, and from each city to how far its money has come. What
 * flows into a city flows out of it, to the fen.
 */
export function flowOf({ allocation }: FlowingGift): GiftFlow {
  const lines = allocation.lines.map((line) => ({
    id: `city:${line.orgUnit.id}`,
    name: line.orgUnit.region?.shortName ?? line.title,
    fen: line.parts.reduce((sum, part) => sum + fenOf(part.amount), 0n),
    parts: line.parts,
  }));
  const charges = allocation.charges.map(({ title, amount }) => ({
    id: `charge:${title}`,
    name: title,
    fen: fenOf(amount),
  }));
  const totals = stateTotals(allocation.lines);
  const fen = [...lines, ...charges].reduce((sum, each) => sum + each.fen, 0n);
  return {
    nodes: [
      { id: 'gift', kind: 'gift', fen },
      ...lines.map(({ id, name, fen: sum }) => ({ id, kind: 'city' as const, name, fen: sum })),
      ...charges.map((charge) => ({ ...charge, kind: 'charge' as const })),
      ...totals.map(({ state, fen: sum }) => ({ id: `state:${state}`, kind: 'state' as const, state, fen: sum })),
    ],
    links: [
      ...[...lines, ...charges].map(({ id, fen: sum }) => ({ from: 'gift', to: id, fen: sum })),
      ...lines.flatMap(({ id, parts }) =>
        parts.map(({ state, amount }) => ({ from: id, to: `state:${state}`, fen: fenOf(amount) })),
      ),
    ].filter(({ fen: sum }) => sum > 0n),
  };
}

/** How much of all lines together has come how far. */
export function stateTotals(lines: FlowingGift['allocation']['lines']): { state: PartState; fen: bigint }[] {
  const parts = lines.flatMap((line) => line.parts);
  return PART_STATES.map((state) => ({
    state,
    fen: parts.filter((part) => part.state === state).reduce((sum, part) => sum + fenOf(part.amount), 0n),
  })).filter(({ fen }) => fen > 0n);
}
