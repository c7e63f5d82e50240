import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { NewOrgUnit, NewRegion } from '#organizations';

const division = z.object({ code: z.string(), name: z.string() });
const divisions = z.object({
  province: division,
  cities: z.array(division.extend({ counties: z.array(division) })),
});

/** 湘西土家族苗族自治州 is called 湘西 by everybody. */
function shortNameOf(name: string): string {
  return name.startsWith('湘西') ? '湘西' : name.replace(/[市县区]$/, '');
}

/** Made from the code, so that every installation's federations carry the same ids. */
export function federationId(regionCode: string): string {
  return `org_federation_${regionCode}`;
}

/** Hunan's divisions (GB/T 2260; source in the file) and the federations of province, cities and counties. */
export function hunan(): { regions: NewRegion[]; orgUnits: NewOrgUnit[]; cityCodes: string[] } {
  const file = path.resolve('prisma/seed/hunan-divisions.json');
  const { province, cities } = divisions.parse(JSON.parse(readFileSync(file, 'utf8')));
  const regions: NewRegion[] = [{ ...province, shortName: '湖南', level: 'PROVINCE', parentCode: null }];
  const orgUnits: NewOrgUnit[] = [unit(province, 'PROVINCE', null)];
  for (const { counties, ...city } of cities) {
    regions.push({ ...city, shortName: shortNameOf(city.name), level: 'CITY', parentCode: province.code });
    orgUnits.push(unit(city, 'CITY', province.code));
    for (const county of counties) {
      regions.push({ ...county, shortName: shortNameOf(county.name), level: 'COUNTY', parentCode: city.code });
      orgUnits.push(unit(county, 'COUNTY', city.code));
    }
  }
  return { regions, orgUnits, cityCodes: cities.map(({ code }) => code) };
}

function unit(
  { code, name }: { code: string; name: string },
  level: NewOrgUnit['level'],
  parent: string | null,
): NewOrgUnit {
  return {
    id: federationId(code),
    kind: 'FEDERATION',
    level,
    name: `${name}妇女联合会`,
    parentId: parent && federationId(parent),
    regionCode: code,
  };
}
