import { SankeyChart } from 'echarts/charts';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../lib/money.js';
import { useDarkScheme } from '../../lib/use-dark-scheme.js';
import { flowOf, type FlowingGift, type FlowNode, type PartState } from './gift-flow.js';

echarts.use([SankeyChart, SVGRenderer]);

/** Green has arrived, amber is on its way, grey waits or went another way. */
const TOKENS: Record<PartState, string> = {
  CONFIRMED: '--arrived',
  PAID: '--waiting',
  APPLIED: '--waiting',
  ALLOCATED: '--quiet',
  RETURNED_TO_POOL: '--line-strong',
  RETURNED: '--line-strong',
};
const DEPTH = { gift: 0, city: 1, charge: 1, state: 2 } as const;
const ROW_PX = 24;
const LEAST_PX = 190;

/** The way of every fen as a picture; the lines below it say the same in words. */
export default function GiftFlowChart({ gift, label }: { gift: FlowingGift; label: string }) {
  const { t } = useTranslation('pledge');
  const frame = useRef<HTMLDivElement>(null);
  const dark = useDarkScheme();
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const styles = getComputedStyle(document.documentElement);
    const token = (name: string): string => styles.getPropertyValue(name).trim();
    const { nodes, links } = flowOf(gift);
    const isMany = nodes.filter(({ kind }) => kind === 'city').length > 3;
    const colour = (node: FlowNode): string => {
      if (node.kind === 'state') return token(TOKENS[node.state]);
      return token(node.kind === 'gift' ? '--seal' : '--line-control');
    };
    const words = (node: FlowNode): string => {
      const sum = formatYuan(node.fen);
      if (node.kind === 'gift') return sum;
      if (node.kind === 'state') return `${t(`flow.short.${node.state}`)}\n${sum}`;
      return isMany ? `${node.name} ${sum}` : `${node.name}\n${sum}`;
    };
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      series: {
        type: 'sankey',
        left: 2,
        right: 92,
        top: 8,
        bottom: 8,
        nodeWidth: 8,
        nodeGap: isMany ? 7 : 18,
        draggable: false,
        silent: true,
        layoutIterations: 0,
        lineStyle: { color: 'source', opacity: 0.22, curveness: 0.5 },
        label: { color: token('--ink'), fontFamily: token('--font'), fontSize: 12, lineHeight: 16 },
        data: nodes.map((node) => ({
          name: node.id,
          depth: DEPTH[node.kind],
          itemStyle: { color: colour(node), borderWidth: 0 },
          label: { formatter: words(node) },
        })),
        // The width of a band: a figure that is read is written from whole fen above.
        links: links.map(({ from, to, fen }) => ({ source: from, target: to, value: fen.toString() })),
      },
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [gift, t, dark]);
  const rows = gift.allocation.lines.length + gift.allocation.charges.length;
  return (
    <div
      className="flow-chart"
      ref={frame}
      role="img"
      aria-label={label}
      style={{ height: Math.max(LEAST_PX, rows * ROW_PX) }}
    />
  );
}
