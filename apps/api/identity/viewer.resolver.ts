import { Inject } from '@nestjs/common';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganizationsRepository } from '#organizations';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { OrgUnitModel } from '../organizations/region.model.js';
import { ViewerModel } from './viewer.model.js';

@Resolver(() => ViewerModel)
export class ViewerResolver {
  constructor(@Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository) {}

  @Query(() => ViewerModel, { nullable: true, description: 'The signed-in person; null when signed out.' })
  @VisibleTo('PUBLIC')
  viewer(@Context() { viewer }: GraphContext): ViewerModel | null {
    return viewer;
  }

  @ResolveField(() => OrgUnitModel, { nullable: true, description: 'The organisation they speak for, if any.' })
  @VisibleTo('PUBLIC')
  orgUnit(@Parent() viewer: ViewerModel): Promise<OrgUnitModel | null> | null {
    return viewer.orgUnitId ? this.organizations.find(viewer.orgUnitId) : null;
  }
}
