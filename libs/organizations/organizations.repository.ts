import { Inject, Injectable } from '@nestjs/common';
import { Database, type OrgUnitKind, type RegionLevel, type Tx } from '#platform';

export interface City {
  code: string;
  name: string;
  shortName: string;
}

/** The women's federation of a city. */
export interface Federation {
  id: string;
  name: string;
  region: City;
}

export interface NewRegion extends City {
  level: RegionLevel;
  parentCode: string | null;
}

export interface NewOrgUnit {
  id: string;
  kind: OrgUnitKind;
  level: RegionLevel;
  name: string;
  parentId: string | null;
  regionCode: string | null;
}

const CITY = { code: true, name: true, shortName: true } as const;

@Injectable()
export class OrganizationsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The 14 市州, by code. */
  async cities(): Promise<City[]> {
    return this.database.reader.region.findMany({ where: { level: 'CITY' }, select: CITY, orderBy: { code: 'asc' } });
  }

  /** The city federations, by region code. */
  async cityFederations(): Promise<Federation[]> {
    const rows = await this.database.reader.orgUnit.findMany({
      where: { kind: 'FEDERATION', level: 'CITY', regionCode: { not: null } },
      select: { id: true, name: true, region: { select: CITY } },
      orderBy: { regionCode: 'asc' },
    });
    return rows.flatMap(({ region, ...unit }) => (region ? [{ ...unit, region }] : []));
  }

  async find(id: string): Promise<{ id: string; name: string; region: City | null } | null> {
    return this.database.reader.orgUnit.findUnique({
      where: { id },
      select: { id: true, name: true, region: { select: CITY } },
    });
  }

  /** Adds regions and organisations, parents first; known ones stay as they are. */
  async add(tx: Tx, regions: NewRegion[], orgUnits: NewOrgUnit[]): Promise<void> {
    await tx.region.createMany({ data: regions, skipDuplicates: true });
    await tx.orgUnit.createMany({ data: orgUnits, skipDuplicates: true });
  }
}
