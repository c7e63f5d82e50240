/** A letter of which nothing is kept. */
export interface CodeLetter {
  subject: string;
  body: string;
}

const LETTERS = {
  'zh-CN': {
    signIn: (code: string) => ({
      subject: `${code} 是您的登录验证码`,
      body: `您的登录验证码是 ${code}，10 分钟内有效，只能用一次。\n\n如果不是您本人在登录，请不必理会这封信，也不要把验证码告诉任何人。`,
    }),
    newAddress: (code: string) => ({
      subject: `${code} 是您更换邮箱的验证码`,
      body: `有人（应该是您）要把一个一起捐账号改到这个邮箱。验证码是 ${code}，10 分钟内有效，只能用一次。\n\n如果不是您本人，请不必理会这封信，也不要把验证码告诉任何人：没有它，什么都不会改变。`,
    }),
    hasAccount: () => ({
      subject: '这个邮箱已经有一起捐账号',
      body: `有人（应该是您）想把另一个一起捐账号改到这个邮箱，但这个邮箱已经有自己的账号，所以没有改，也没有验证码。\n\n如果是您本人：用这个邮箱直接登录，就是它原来的账号。两个账号不能合并；想让那个账号改用这个邮箱，请先登录这里，在「我的捐赠」里删除这个邮箱的账号（其中的个人信息会一并删除），再去更换。\n\n如果不是您本人，请不必理会这封信：您的账号没有任何变化。`,
    }),
  },
  en: {
    signIn: (code: string) => ({
      subject: `${code} is your sign-in code`,
      body: `Your sign-in code is ${code}. It is good for 10 minutes and for one time.\n\nIf it was not you who asked for it, do nothing, and tell the code to nobody.`,
    }),
    newAddress: (code: string) => ({
      subject: `${code} is the code for your new address`,
      body: `Somebody, probably you, is moving an account of 一起捐 to this address. The code is ${code}. It is good for 10 minutes and for one time.\n\nIf it was not you, do nothing, and tell the code to nobody: without it nothing changes.`,
    }),
    hasAccount: () => ({
      subject: 'This address has an account already',
      body: `Somebody, probably you, wanted to move another account of 一起捐 to this address. It has an account of its own, so nothing was moved and there is no code.\n\nIf it was you: sign in with this address to find that account. Two accounts cannot be joined. To use this address for the other one, sign in with it, delete its account under "My gifts" (what is personal in it is erased), and then move the other.\n\nIf it was not you, do nothing: your account has not changed.`,
    }),
  },
} as const;

function words(locale: string) {
  return locale === 'en' ? LETTERS.en : LETTERS['zh-CN'];
}

/** Opens a session. */
export function signInLetter(code: string, locale: string): CodeLetter {
  return words(locale).signIn(code);
}

/** Proves that a new address belongs to whoever wants to move an account to it. */
export function newAddressLetter(code: string, locale: string): CodeLetter {
  return words(locale).newAddress(code);
}

/** In place of a code, to an address that has an account: whoever asked is shown the same page as always. */
export function hasAccountLetter(locale: string): CodeLetter {
  return words(locale).hasAccount();
}

/** To the address an account has left. @param at the instant on China's clock */
export function addressLeftLetter(at: string, locale: string): CodeLetter {
  if (locale === 'en') {
    return {
      subject: 'Your account has moved to another address',
      body: `At ${at} (China time) your account of 一起捐 was moved from this address to another one. Other devices were signed out. This address no longer opens the account, nor finds the gifts in it.\n\nIf it was you, there is nothing to do.\n\nIf it was not you: somebody had a device on which you were signed in. Reply to this letter or call the foundation at once (the number is on every campaign's page) and name the numbers of your receipts. Nobody can take money out of your gifts; we stop monthly gifts and put the account right.`,
    };
  }
  return {
    subject: '您的账号已改到另一个邮箱',
    body: `${at}（北京时间），您的一起捐账号从这个邮箱改到了另一个邮箱，其他设备已退出登录。这个邮箱不再能登录那个账号，也找不到其中的捐赠。\n\n如果是您本人改的，不用做什么。\n\n如果不是您本人：有人用过您登录着的设备。请马上回复这封信，或给基金会打电话（号码在每个募捐活动的页面上），告诉我们您的凭证号码。没有人能从您的捐赠里拿走钱；我们会停下月捐，把账号改回来。`,
  };
}
