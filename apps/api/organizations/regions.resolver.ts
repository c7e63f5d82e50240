import { Inject } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { OrganizationsRepository } from '#organizations';
import { VisibleTo } from '../graphql/access.js';
import { RegionModel } from './region.model.js';

@Resolver(() => RegionModel)
export class RegionsResolver {
  constructor(@Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository) {}

  @Query(() => [RegionModel], { description: 'The 14 市州 of Hunan, by code.' })
  @VisibleTo('PUBLIC')
  regions(): Promise<RegionModel[]> {
    return this.organizations.cities();
  }
}
