import type { HonourKind } from '#platform';

export interface HonourFacts {
  kind: HonourKind;
  /** The honouree. */
  name: string;
  /** As the giver is shown in public; null is anonymous. */
  giver: string | null;
  /** What the giver said in public. */
  words: string | null;
  campaignTitle: string;
  campaignUrl: string;
}

/** The card that tells of a gift in somebody's honour or memory. It does not say how much was given. */
export function honourCard(facts: HonourFacts, locale: string): { subject: string; body: string } {
  return locale === 'en' ? english(facts) : chinese(facts);
}

function chinese({ kind, name, giver, words, campaignTitle, campaignUrl }: HonourFacts) {
  const sake = kind === 'IN_MEMORY' ? `为纪念${name}` : `以${name}的名义`;
  return {
    subject: `${sake}，有人捐了一份爱心`,
    body: [
      `${giver ?? '一位爱心人士'}${sake}，为「${campaignTitle}」捐了一份爱心。`,
      ...(words ? [`「${words}」`] : []),
      `这个活动的每一分钱去了哪里，都可以看到：${campaignUrl}`,
      '捐赠人请我们把这件事告诉您，我们只写这一封信，不会把您的邮箱用于别处。',
    ].join('\n\n'),
  };
}

function english({ kind, name, giver, words, campaignTitle, campaignUrl }: HonourFacts) {
  const sake = kind === 'IN_MEMORY' ? `in memory of ${name}` : `in honour of ${name}`;
  return {
    subject: `A gift was made ${sake}`,
    body: [
      `${giver ?? 'Somebody'} made a gift ${sake} to "${campaignTitle}".`,
      ...(words ? [`"${words}"`] : []),
      `Where every fen of this campaign goes is open to see: ${campaignUrl}`,
      'The giver asked us to tell you. This is the only letter we write; your address is used for nothing else.',
    ].join('\n\n'),
  };
}
