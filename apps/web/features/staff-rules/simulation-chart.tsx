import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fenOf, formatYuan, formatYuanShort } from '../../lib/money.js';
import { useDarkScheme } from '../../lib/use-dark-scheme.js';
import type { SimulationResultParts } from './rule.fragment.js';

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface ChartProps {
  result: SimulationResultParts;
  measure: 'total' | 'direct' | 'pool' | 'fees';
}

/** Before and after, city beside city. The table below says the same in figures. */
export default function SimulationChart({ result, measure }: ChartProps) {
  const { t } = useTranslation('rules');
  const frame = useRef<HTMLDivElement>(null);
  const dark = useDarkScheme();
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const styles = getComputedStyle(document.documentElement);
    const token = (name: string): string => styles.getPropertyValue(name).trim();
    const text = { color: token('--ink-2'), fontFamily: token('--font') };
    const series = (side: 'before' | 'after', color: string) => ({
      name: t(`simulation.${side}`),
      type: 'bar' as const,
      data: result.cities.map((city) => wholeYuan(city[side][measure])),
      itemStyle: { color, borderRadius: 2 },
      barGap: '10%',
    });
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      textStyle: text,
      legend: { top: 0, left: 0, textStyle: text, itemWidth: 12, itemHeight: 12 },
      grid: { top: 36, left: 4, right: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        backgroundColor: token('--surface'),
        borderColor: token('--line'),
        textStyle: { ...text, color: token('--ink') },
        formatter: (points: { dataIndex: number }[]) =>
          t('simulation.tip', figuresOf(result, measure, points[0]?.dataIndex ?? 0)),
      },
      xAxis: {
        type: 'category',
        data: result.cities.map(({ region }) => region.shortName),
        axisLabel: { ...text, interval: 0, rotate: element.clientWidth < 520 ? 60 : 0 },
        axisLine: { lineStyle: { color: token('--line-strong') } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { ...text, formatter: (tick: number) => formatYuanShort(BigInt(tick.toFixed(0)) * 100n) },
        splitLine: { lineStyle: { color: token('--line') } },
      },
      series: [series('before', token('--quiet')), series('after', token('--seal'))],
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [result, measure, t, dark]);
  return (
    <div
      className="simulation-chart"
      ref={frame}
      role="img"
      aria-label={t('simulation.chart', { measure: t(`measure.${measure}`) })}
    />
  );
}

/** Only the length of a bar: figures people read stay whole fen. */
function wholeYuan(fen: string): string {
  return (fenOf(fen) / 100n).toString();
}

/** The figures of a city, for whoever points at its bars. */
function figuresOf({ cities }: SimulationResultParts, measure: ChartProps['measure'], index: number) {
  const city = cities[index];
  const yuan = (fen: string | undefined): string => formatYuan(fenOf(fen ?? '0'));
  return {
    city: city?.region.shortName ?? '',
    before: yuan(city?.before[measure]),
    after: yuan(city?.after[measure]),
  };
}
