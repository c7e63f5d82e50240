import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatTileYuan, formatYuan } from '../../lib/money.js';
import { useDarkScheme } from '../../lib/use-dark-scheme.js';
import { useLocale } from '../../lib/use-locale.js';
import type { StatisticsParts } from './statistics.fragment.js';

echarts.use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** What was given each day. The table below says the same in figures; days that are held back have no bar. */
export default function GivingChart({ days }: Pick<ResultOf<typeof StatisticsParts>, 'days'>) {
  const { t } = useTranslation('open');
  const locale = useLocale();
  const dark = useDarkScheme();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const styles = getComputedStyle(document.documentElement);
    const token = (name: string): string => styles.getPropertyValue(name).trim();
    const text = { color: token('--ink-2'), fontFamily: token('--font') };
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      textStyle: text,
      grid: { top: 12, left: 4, right: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        backgroundColor: token('--surface'),
        borderColor: token('--line'),
        textStyle: { ...text, color: token('--ink') },
        formatter: (points: { dataIndex: number }[]) => {
          const { day = '', amount = null, gifts = null } = days[points[0]?.dataIndex ?? 0] ?? {};
          if (amount === null || gifts === null) return t('statistics.few');
          return t('statistics.tip', { day, amount: formatYuan(fenOf(amount)), gifts: formatCount(gifts) });
        },
      },
      xAxis: {
        type: 'category',
        data: days.map(({ day }) => day.slice(5)),
        axisLabel: text,
        axisLine: { lineStyle: { color: token('--line-strong') } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: token('--line') } },
        axisLabel: { ...text, formatter: (yuan: number) => formatTileYuan(BigInt(Math.trunc(yuan)) * 100n, locale) },
      },
      series: [
        {
          type: 'bar',
          // Whole yuan are what a bar can show; figures are exact in the table.
          data: days.map(({ amount }) => (amount === null ? null : (fenOf(amount) / 100n).toString())),
          itemStyle: { color: token('--seal'), borderRadius: 2 },
          barMaxWidth: 28,
        },
      ],
    });
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(element);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [days, dark, locale, t]);
  return <div ref={frame} className="giving-chart" role="img" aria-label={t('statistics.chart')} />;
}
