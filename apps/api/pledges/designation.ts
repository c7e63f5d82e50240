import type { GraphContext } from '../graphql/context.js';
import type { DesignationModel } from './pledge.model.js';

interface Designated {
  designation: DesignationModel['kind'];
  regionCode: string | null;
}

/** Whom a pledge is meant for, with the city's name. */
export async function designationOf(
  { designation, regionCode }: Designated,
  { loaders }: GraphContext,
): Promise<DesignationModel> {
  const federation = (await loaders.federations()).find(({ region }) => region.code === regionCode);
  return { kind: designation, region: federation?.region ?? null };
}
