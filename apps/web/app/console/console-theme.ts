import { theme, type ThemeConfig } from 'antd';

/** The component library's theme, read from the same tokens the donor's pages use. */
export function consoleTheme(dark: boolean): ThemeConfig {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string): string => styles.getPropertyValue(name).trim();
  const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token('--seal'),
      colorLink: token('--ink'),
      colorSuccess: token('--arrived'),
      colorWarning: token('--waiting'),
      colorError: token('--seal-deep'),
      colorInfo: token('--ink-2'),
      colorBgLayout: token('--paper'),
      colorBgContainer: token('--surface'),
      colorBgElevated: token('--surface'),
      colorText: token('--ink'),
      colorTextSecondary: token('--ink-2'),
      colorTextTertiary: token('--ink-3'),
      colorTextDescription: token('--ink-2'),
      colorTextPlaceholder: token('--ink-3'),
      colorTextDisabled: token('--ink-3'),
      colorTextLightSolid: token('--seal-ink'),
      colorBorder: token('--line-control'),
      colorBorderSecondary: token('--line'),
      colorSplit: token('--line'),
      fontFamily: token('--font'),
      fontSize: 14,
      borderRadius: 8,
      controlHeight: 38,
      motion: !reducedMotion,
    },
    components: {
      Table: { headerBg: token('--surface'), headerColor: token('--ink-2'), headerSplitColor: 'transparent' },
      // The dark algorithm would darken the accent below AA: the button takes the token as it is.
      Button: {
        colorPrimary: token('--seal'),
        colorPrimaryHover: token('--seal-deep'),
        colorPrimaryActive: token('--seal-deep'),
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
      },
      Form: { labelColor: token('--ink') },
    },
  };
}
