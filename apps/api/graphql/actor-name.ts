import type { GraphContext } from './context.js';

/** Who did something, as it is shown: a person's name, or what stands for a program. */
export async function actorName(actor: string, { loaders, t }: GraphContext): Promise<string> {
  if (actor === 'donor') return t('actor_donor');
  if (actor.startsWith('provider:')) return t('actor_provider');
  if (actor.startsWith('rule:')) return t('actor_rule');
  if (actor.startsWith('system:') || actor.startsWith('worker:')) return t('actor_system');
  return (await loaders.personName.load(actor)) ?? t('actor_unknown');
}
