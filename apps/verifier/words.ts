import type { BooksSummary, WordsLocale } from '#verifier';

interface Words {
  usage: string;
  unreadable: (file: string, why: string) => string;
  progress: (lines: number) => string;
  right: (books: BooksSummary, yuan: string) => string;
  noHead: string;
  wrong: string;
}

export const WORDS: Record<WordsLocale, Words> = {
  'zh-CN': {
    usage: `用法：node verify.mjs 账册文件 [--head 账头文件]… [--receipt 凭证文件]… [--key 公钥] [--lang zh|en]
  账册文件    /books/export.jsonl，也可以是 .gz
  --head      您先前留存的账头（签名文件），可以给多个
  --receipt   您自己的捐赠凭证文件，可以给多个
  --key       您从别处得知的公钥（base64url）
退出码：0 全部正确，1 发现错误，2 用法不对或文件读不了`,
    unreadable: (file, why) => `读不了 ${file}：${why}`,
    progress: (lines) => `已核对 ${lines} 行…`,
    right: (books, yuan) =>
      `全部正确：${books.gifts} 笔捐赠，共 ${yuan} 元，${books.transfers} 笔转账，${books.batches} 个批次，${books.accounts} 个账户。
每一笔的分配、每一个余额和整条哈希链都重新算过，与账册一致。
账头：第 ${books.batches} 批 ${books.hash}
对照的账头 ${books.heads} 个，凭证 ${books.receipts} 份。`,
    noHead: '没有对照留存的账头：这证明账册自身无误，但不能证明它没有被整个重写过。请留存账头，下次一并核对。',
    wrong: '发现错误，第一处是：',
  },
  en: {
    usage: `Usage: node verify.mjs FILE [--head FILE]… [--receipt FILE]… [--key BASE64URL] [--lang zh|en]
  FILE        /books/export.jsonl, or the same ending in .gz
  --head      a head (signed file) that you kept before; may be given several times
  --receipt   your own receipt's file; may be given several times
  --key       the charity's public key, where you know it from elsewhere (base64url)
Exit code: 0 all right, 1 something is wrong, 2 bad usage or unreadable file`,
    unreadable: (file, why) => `Cannot read ${file}: ${why}`,
    progress: (lines) => `${lines} lines checked…`,
    right: (books, yuan) =>
      `All right: ${books.gifts} gifts, ${yuan} yuan together, ${books.transfers} transfers, ${books.batches} batches, ${books.accounts} accounts.
Every split, every balance and the whole chain of hashes was recomputed and agrees.
Head: batch ${books.batches} ${books.hash}
Compared with ${books.heads} kept heads and ${books.receipts} receipts.`,
    noHead:
      'No kept head was compared: the books agree with themselves, which does not show that they were never rewritten as a whole. Keep a head, and give it next time.',
    wrong: 'Something is wrong; the first place is:',
  },
};

/** Yuan with two places: 6600 fen is 66.00. */
export function yuanOf(fen: string): string {
  const digits = fen.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
