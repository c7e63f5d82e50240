import { Inject } from '@nestjs/common';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DonorAccounts } from '#identity';
import { OrganizationsRepository } from '#organizations';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { OrgUnitModel } from '../organizations/region.model.js';
import { ViewerModel } from './viewer.model.js';

@Resolver(() => ViewerModel)
export class ViewerResolver {
  constructor(
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
  ) {}

  @Query(() => ViewerModel, { nullable: true, description: 'The signed-in person; null when signed out.' })
  @VisibleTo('PUBLIC')
  viewer(@Context() { viewer }: GraphContext): ViewerModel | null {
    return viewer;
  }

  @ResolveField(() => String, { description: 'The address they sign in with; empty for a donor without one.' })
  @VisibleTo('PUBLIC')
  async email(@Parent() { id, email, role }: ViewerModel): Promise<string> {
    if (role !== 'DONOR') return email;
    // What the sign-in library knows a donor by is a keyed hash.
    const account = await this.accounts.open(id, null);
    return (await this.accounts.contactOf(account, { actor: `donor:${id}`, reason: 'own account' })) ?? '';
  }

  @ResolveField(() => Boolean, { description: 'Whether letters reach them: a donor may be known by a number only.' })
  @VisibleTo('PUBLIC')
  async hasEmail(@Parent() { id, role }: ViewerModel): Promise<boolean> {
    return role !== 'DONOR' || (await this.accounts.open(id, null)).email !== null;
  }

  @ResolveField(() => OrgUnitModel, { nullable: true, description: 'The organisation they speak for, if any.' })
  @VisibleTo('PUBLIC')
  orgUnit(@Parent() viewer: ViewerModel): Promise<OrgUnitModel | null> | null {
    return viewer.orgUnitId ? this.organizations.find(viewer.orgUnitId) : null;
  }
}
