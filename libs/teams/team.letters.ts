/** What there is to be told to somebody who leads a team. */
export type TeamNews =
  | { kind: 'OPENED'; waits: boolean }
  | { kind: 'JOINED' }
  | { kind: 'HANDED_OVER' }
  | { kind: 'APPROVED' }
  | { kind: 'REJECTED'; reason: string }
  | { kind: 'TAKEN_DOWN'; reason: string };

export interface TeamLetterFacts {
  team: string;
  campaign: string;
  charity: string;
  /** The public page. */
  page: string;
  /** The leader's own link; secret. */
  desk: string;
}

/** The letter, in the leader's language. */
export function teamLetter(news: TeamNews, facts: TeamLetterFacts, locale: string): { subject: string; body: string } {
  const { subject, lines } = locale === 'en' ? english(news, facts) : chinese(news, facts);
  return { subject, body: [...lines, facts.charity].join('\n\n') };
}

interface Draft {
  subject: string;
  lines: string[];
}

function chinese(news: TeamNews, { team, campaign, page, desk }: TeamLetterFacts): Draft {
  const key = `修改、邀请共同队长、移交、结束战队，都用这个链接（只给您，请不要转发）：\n${desk}`;
  const share = `战队的页面，请转给朋友：\n${page}`;
  switch (news.kind) {
    case 'OPENED':
      return {
        subject: `战队「${team}」已发起`,
        lines: [
          news.waits
            ? `您在「${campaign}」发起的战队「${team}」已收到。工作人员看过您写的内容后页面就会公开，我们会写信告诉您。`
            : `您在「${campaign}」发起了战队「${team}」。谢谢您。`,
          ...(news.waits ? [] : [share]),
          key,
        ],
      };
    case 'JOINED':
      return { subject: `您已成为战队「${team}」的共同队长`, lines: [`谢谢您和大家一起。`, share, key] };
    case 'HANDED_OVER':
      return { subject: `战队「${team}」已移交给您`, lines: [`您现在是战队「${team}」的队长。`, share, key] };
    case 'APPROVED':
      return { subject: `战队「${team}」的内容已公开`, lines: ['工作人员已看过您写的内容和图片。', share, key] };
    case 'REJECTED':
      return {
        subject: `战队「${team}」的内容请改一改`,
        lines: [`工作人员看过后没有公开这次的内容。原因：${news.reason}`, '改好后会再看一次。', key],
      };
    case 'TAKEN_DOWN':
      return {
        subject: `战队「${team}」已下架`,
        lines: [
          `战队的页面已下架。原因：${news.reason}`,
          '以它名义捐的每一笔都在，去向不变。有不同意见，请回信或联系基金会。',
        ],
      };
  }
}

function english(news: TeamNews, { team, campaign, page, desk }: TeamLetterFacts): Draft {
  const key = `Edit, invite co-captains, hand over or close the team with this link (yours alone, please do not pass it on):\n${desk}`;
  const share = `The team's page, to be passed on to friends:\n${page}`;
  switch (news.kind) {
    case 'OPENED':
      return {
        subject: `Your team "${team}" has been opened`,
        lines: [
          news.waits
            ? `We have your team "${team}" in "${campaign}". Its page is public once staff have looked at what you wrote; we write to you then.`
            : `You have opened the team "${team}" in "${campaign}". Thank you.`,
          ...(news.waits ? [] : [share]),
          key,
        ],
      };
    case 'JOINED':
      return { subject: `You lead the team "${team}" along`, lines: ['Thank you for helping.', share, key] };
    case 'HANDED_OVER':
      return { subject: `The team "${team}" is yours`, lines: [`You are now captain of "${team}".`, share, key] };
    case 'APPROVED':
      return {
        subject: `What "${team}" says is public`,
        lines: ['Staff have looked at your words and picture.', share, key],
      };
    case 'REJECTED':
      return {
        subject: `Please change what "${team}" says`,
        lines: [`Staff did not make this public. Why: ${news.reason}`, 'Once changed, it is looked at again.', key],
      };
    case 'TAKEN_DOWN':
      return {
        subject: `The team "${team}" has been taken down`,
        lines: [
          `Its page has been taken down. Why: ${news.reason}`,
          'Every gift made in its name stays where it was meant to go. If you disagree, answer this letter or call the foundation.',
        ],
      };
  }
}
