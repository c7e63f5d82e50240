import { addDays, startOfDay, type CivilDate } from '#kernel';
import type { CampaignDraft } from '#campaigns';
import type { IndicatorKind } from '#platform';

/** The foundation the programme belongs to; numbers are samples, marked as such. */
export const CHARITY = {
  name: '湖南省妇女儿童发展基金会（示例）',
  creditCode: '53430000MJ0000000X',
  certificateNumber: '示例-公募-0001',
  certificateValidUntil: '2031-12-31',
  address: '湖南省长沙市（示例地址）',
  phone: '0731-00000000（示例）',
  email: 'service@example.org',
  bankAccount: '示例银行 0000 0000 0000 0000（示例）',
} as const;

export const PROGRAM_NAME = '关爱困境母亲';

/** Figures a rule may share the pool by: registered mothers in hardship, and an index of need. Samples, marked as such. */
export const INDICATORS = [
  {
    kind: 'MOTHERS',
    asOf: '2025-12-31',
    source: '各市州妇联登记的困境母亲人数（示例数据）',
    figures: {
      '430100': 912,
      '430200': 634,
      '430300': 507,
      '430400': 1148,
      '430500': 1436,
      '430600': 873,
      '430700': 961,
      '430800': 552,
      '430900': 790,
      '431000': 846,
      '431100': 1087,
      '431200': 1124,
      '431300': 815,
      '433100': 1315,
    },
  },
  {
    kind: 'NEED',
    asOf: '2025-12-31',
    source: '困难程度指数，全省平均为 100（示例数据）',
    figures: {
      '430100': 62,
      '430200': 78,
      '430300': 83,
      '430400': 101,
      '430500': 128,
      '430600': 92,
      '430700': 95,
      '430800': 121,
      '430900': 104,
      '431000': 97,
      '431100': 110,
      '431200': 126,
      '431300': 112,
      '433100': 141,
    },
  },
] as const satisfies readonly {
  kind: IndicatorKind;
  asOf: CivilDate;
  source: string;
  figures: Readonly<Record<string, number>>;
}[];

export const RULE_NOTE = '按各市州登记的困境母亲人数分配统筹资金，不提管理费，手续费由基金会承担（示例）。';

const PLAN = {
  purpose: '帮助湖南省内因重病、变故、单亲抚养等陷入困境的母亲渡过难关。',
  beneficiaries: '经村（社区）、乡镇、县、市四级妇联核实并公示的困境母亲家庭。',
  useOfFunds: '生活救助、大病救助和生计支持，由市州妇联按一户一档发放，每户的签收和凭证都记在账上。',
  cost: '不提取管理费；支付手续费由基金会的筹资费用承担，不从捐赠中扣除。',
  leftovers: '活动结束后的剩余款项继续用于同一项目的困境母亲，并在三个月内公布。',
  responsiblePerson: '项目部负责人（示例）',
} as const;

const STORY = [
  '一场重病、一次变故，常常让一位母亲独自撑起一个家。她要照顾老人和孩子，也要撑住自己。',
  '您的每一份心意，都会送到她所在城市的妇联：由村里的妇联干部上门核实、公示，再送到家里，由她本人签收。',
  '您选择哪座城市，钱就 100% 归那座城市的妇联；没有选择的，进入全省统筹，按公开的规则分给 14 个市州。每一分钱从哪里来、到哪里去，账本上都看得见。',
];

function draft(
  title: string,
  summary: string,
  from: CivilDate,
  days: number,
  target: bigint,
  cities: string[],
): CampaignDraft {
  return {
    ...PLAN,
    title,
    summary,
    story: STORY,
    coverKey: null,
    target,
    startsAt: startOfDay(from),
    endsAt: startOfDay(addDays(from, days)),
    filingNumber: null,
    filedOn: null,
    windowStart: null,
    windowEnd: null,
    regionCodes: cities,
  };
}

function filed(campaign: CampaignDraft, serial: string, from: CivilDate, days: number): CampaignDraft {
  return {
    ...campaign,
    filingNumber: `${CHARITY.creditCode}A26${serial}`,
    filedOn: addDays(from, -20),
    windowStart: addDays(from, -5),
    windowEnd: addDays(from, days + 10),
  };
}

/** A campaign under way, one still being written, one that is over; dates count from `today`. */
export function exampleCampaigns(today: CivilDate, cities: string[]) {
  const live = addDays(today, -12);
  const over = addDays(today, -75);
  const summary = '每一份心意都送到她所在城市的妇联，每一分钱都看得见去了哪里。';
  return {
    live: filed(draft('温暖 2026：和困境母亲一起', summary, live, 45, 2_000_000_00n, cities), '001', live, 45),
    draft: draft(
      '新春暖心包：给她的年货',
      '春节前，为困境母亲家庭送去米面粮油和一床新被。',
      addDays(today, 20),
      30,
      300_000_00n,
      cities,
    ),
    ended: filed(
      draft(
        '金秋助学：帮她把孩子送进校园',
        '为困境母亲家庭的孩子补上一学期的书本和路费。',
        over,
        40,
        500_000_00n,
        cities.slice(0, 5),
      ),
      '002',
      over,
      40,
    ),
  };
}

/** Teams without a city. */
export const SYSTEM_TEAMS = [
  { name: '税务系统战队（示例）', slogan: '税徽闪亮，爱心不缺席' },
  { name: '巾帼企业家战队（示例）', slogan: '一起，让她更有底气' },
] as const;

/** People of the default set-up. Their passwords are public, so they exist there only. */
export const DEMO_LOGINS = [
  {
    label: '基金会经办 · staff maker',
    role: 'STAFF_MAKER',
    name: '演示经办员',
    email: 'maker@example.org',
    password: 'demo-maker-2026',
    city: null,
  },
  {
    label: '基金会复核 · staff checker',
    role: 'STAFF_CHECKER',
    name: '演示复核员',
    email: 'checker@example.org',
    password: 'demo-checker-2026',
    city: null,
  },
  {
    label: '益阳市妇联 · federation',
    role: 'FEDERATION',
    name: '演示益阳妇联',
    email: 'yiyang@example.org',
    password: 'demo-yiyang-2026',
    city: '430900',
  },
  {
    label: '长沙市妇联 · federation',
    role: 'FEDERATION',
    name: '演示长沙妇联',
    email: 'changsha@example.org',
    password: 'demo-changsha-2026',
    city: '430100',
  },
] as const;
