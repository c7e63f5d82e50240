import type { Fault, FaultCode, RowKind } from './books.faults.js';

export type WordsLocale = 'zh-CN' | 'en';

const ROWS: Record<WordsLocale, Record<RowKind, string>> = {
  'zh-CN': {
    file: '文件',
    books: '首行',
    account: '账户',
    rule: '分配规则',
    route: '分配路径',
    batch: '批次',
    gift: '捐赠',
    transfer: '转账',
    entry: '分录',
    balance: '余额',
    head: '末行',
    head_file: '账头文件',
    receipt: '捐赠凭证',
  },
  en: {
    file: 'file',
    books: 'first line',
    account: 'account',
    rule: 'rule',
    route: 'route',
    batch: 'batch',
    gift: 'gift',
    transfer: 'transfer',
    entry: 'entry',
    balance: 'balance',
    head: 'last line',
    head_file: 'head file',
    receipt: 'receipt',
  },
};

const WORDS: Record<WordsLocale, Record<FaultCode, string>> = {
  'zh-CN': {
    text_is_not_utf8: '不是 UTF-8 文本',
    text_is_not_gzip: '压缩文件损坏，或者不完整',
    line_is_too_long: '这一行太长，不是账册的格式',
    line_is_not_json: '不是 JSON',
    row_is_of_no_known_kind: '不是账册里应有的行',
    row_is_out_of_order: '这一行不该出现在这里',
    file_is_cut_off: '文件到此中断，后面缺少内容',
    row_follows_the_end: '末行之后还有内容',
    field_is_missing: '缺少一项',
    field_is_unknown: '多出一项',
    field_has_a_wrong_form: '写法不对，或者数值不在允许的范围内',
    text_holds_a_separator: '文字里含有分隔符，可能有两种读法',
    appears_twice: '重复出现',
    is_unknown: '指向账册里没有的内容',
    differs: '与重新计算的结果不同',
    row_is_missing: '缺少这一行',
    row_is_surplus: '多出这一行',
    debit_differs_from_credit: '借方与贷方不相等',
    fund_owes: '专项资金余额小于零',
    number_is_too_large: '数字过大',
    signature_is_false: '签名不符：内容被改过，或者不是由这把公钥签的',
    signature_cannot_be_checked: '这个浏览器不能验证 Ed25519 签名，请换用新版浏览器或 verify.mjs',
    key_differs: '公钥不同',
    chain_misses_the_head: '账册与留存的账头不符：这一批或它之前的记录被改过',
    books_end_before_the_head: '账册比留存的账头短：末尾的记录被删去了',
    gift_is_not_in_the_books: '账册里没有这笔捐赠',
  },
  en: {
    text_is_not_utf8: 'is not text in UTF-8',
    text_is_not_gzip: 'is damaged or incomplete as a compressed file',
    line_is_too_long: 'is longer than any line of the books',
    line_is_not_json: 'is not JSON',
    row_is_of_no_known_kind: 'is no line that belongs into the books',
    row_is_out_of_order: 'does not belong at this place',
    file_is_cut_off: 'ends here, and something is missing behind',
    row_follows_the_end: 'goes on behind the last line',
    field_is_missing: 'lacks a field',
    field_is_unknown: 'has a field that does not belong',
    field_has_a_wrong_form: 'is written wrongly, or has a value out of its range',
    text_holds_a_separator: 'holds a separator, so it could be read in two ways',
    appears_twice: 'appears twice',
    is_unknown: 'names something that is not in the books',
    differs: 'differs from what was recomputed',
    row_is_missing: 'is missing',
    row_is_surplus: 'is one too many',
    debit_differs_from_credit: 'has unequal debit and credit',
    fund_owes: 'leaves a fund below zero',
    number_is_too_large: 'holds too large a number',
    signature_is_false: 'is not signed by this key, or was changed after it was signed',
    signature_cannot_be_checked:
      'cannot be checked here: this browser knows no Ed25519; take a newer one or verify.mjs',
    key_differs: 'carries another public key',
    chain_misses_the_head: 'does not lead to the head that was kept: this batch or something before it was changed',
    books_end_before_the_head: 'comes before the head that was kept: rows at the end were removed',
    gift_is_not_in_the_books: 'is about a gift that is not in the books',
  },
};

const PARTS = {
  'zh-CN': {
    line: (line: number) => `第 ${line} 行，`,
    field: (field: string) => `（${field}）`,
    expected: (value: string) => `应为：${value}`,
    found: (value: string) => `实为：${value}`,
    between: '：',
    end: '。',
  },
  en: {
    line: (line: number) => `line ${line}, `,
    field: (field: string) => ` (${field})`,
    expected: (value: string) => `expected: ${value}`,
    found: (value: string) => `found: ${value}`,
    between: ' ',
    end: '.',
  },
} as const;

/** The first wrong row in a sentence, and what was expected and found in lines of their own. */
export function describeFault(fault: Fault, locale: WordsLocale): string {
  const parts = PARTS[locale];
  const { row, code, field, expected, found } = fault;
  const place = row.line === null ? '' : parts.line(row.line);
  const name = row.id === '' ? ROWS[locale][row.kind] : `${ROWS[locale][row.kind]} ${row.id}`;
  const what = `${place}${name}${field === null ? '' : parts.field(field)}${parts.between}${WORDS[locale][code]}${parts.end}`;
  const values = [
    ...(expected === null ? [] : [parts.expected(expected)]),
    ...(found === null ? [] : [parts.found(found)]),
  ];
  return [what, ...values.map((value) => `  ${value}`)].join('\n');
}
