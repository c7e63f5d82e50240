/** 捐赠人账号与捐赠方式。 */
export const donorsZhCN = {
  contact_malformed: '请填写电子邮箱或 11 位手机号。',
  sign_in_code_wrong: '验证码不对或已过期。请检查，或重新获取一个。',
  too_many_codes: '验证码要得太频繁了，请 {{minutes}} 分钟后再试。',
  code_not_sent: '验证码暂时发不出去，请检查地址，或过一会儿再试。',
  monthly_gifts_go_on: '您有 {{count}} 个月捐还在进行。删除账号之前要先停止它们，请确认。',
  account_changed: '现在登录的是另一个账号，请刷新页面。',
  email_unchanged: '账号现在就是这个邮箱。',
  address_has_account: '这个邮箱刚刚有了自己的账号，没有更换。请用它登录；两个账号不能合并。',
  account_without_email: '这个账号不是用邮箱登录的，没有邮箱可换。',
  too_many_letters: '信要得太频繁了，请 {{minutes}} 分钟后再试。',
  news_subscription_not_found: '没有找到这个订阅，可能已经退订。',
  news_topic_not_found: '没有找到可以订阅动态的活动。',
  statement_not_found: '这一年没有已到账的捐赠。',
  credit_code_malformed: '统一社会信用代码不对：应是 18 位，最后一位是校验码，请对照营业执照检查。',
} as const;
