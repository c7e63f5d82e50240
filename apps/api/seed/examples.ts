import { addDays, startOfDay, type CivilDate } from '#kernel';
import type { CampaignDraft } from '#campaigns';

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

/** Registered mothers in hardship by city, as the pool's weights; sample figures. */
export const POOL_WEIGHTS: Readonly<Record<string, bigint>> = {
  '430100': 912n,
  '430200': 634n,
  '430300': 507n,
  '430400': 1148n,
  '430500': 1436n,
  '430600': 873n,
  '430700': 961n,
  '430800': 552n,
  '430900': 790n,
  '431000': 846n,
  '431100': 1087n,
  '431200': 1124n,
  '431300': 815n,
  '433100': 1315n,
};

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
