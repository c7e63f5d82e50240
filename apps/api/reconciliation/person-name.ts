import type { GraphContext } from '../graphql/context.js';

/** Who did it, by name; runs and the system act without one. */
export async function personName(actor: string, { loaders, t }: GraphContext): Promise<string> {
  if (actor.startsWith('system:') || actor.startsWith('rec_')) return t('actor_system');
  return (await loaders.personName.load(actor)) ?? t('actor_unknown');
}
