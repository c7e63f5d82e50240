import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Dispute } from '#disputes';
import { EvidenceRepository, type EvidenceFile } from '#evidence';
import type { Refund } from '#refunds';
import { DisputeModel } from '../disputes/dispute.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { actorName } from '../graphql/actor-name.js';
import type { GraphContext } from '../graphql/context.js';
import { RefundModel } from '../refunds/refund.model.js';
import { EvidenceFileModel } from './evidence.model.js';

@Resolver(() => EvidenceFileModel)
export class EvidenceFileResolver {
  @ResolveField(() => String, { description: 'Who added it.' })
  @VisibleTo(OVERSEERS)
  addedBy(@Parent() { addedBy }: EvidenceFile, @Context() context: GraphContext): Promise<string> {
    return actorName(addedBy, context);
  }

  @ResolveField(() => Boolean, { description: 'Whether the person who looks added it, and so may remove it.' })
  @VisibleTo(OVERSEERS)
  isOwn(@Parent() { addedBy }: EvidenceFile, @Context() { viewer }: GraphContext): boolean {
    return addedBy === viewer?.id;
  }
}

/** Grafts files onto refunds; refunds never hear of them. */
@Resolver(() => RefundModel)
export class RefundEvidenceResolver {
  constructor(@Inject(EvidenceRepository) private readonly evidence: EvidenceRepository) {}

  @ResolveField(() => [EvidenceFileModel], { description: 'Files that stand behind it.' })
  @VisibleTo(OVERSEERS)
  evidenceFiles(@Parent() { id }: Refund): Promise<EvidenceFile[]> {
    return this.evidence.ofDocument(id);
  }
}

/** Grafts the file onto disputes. */
@Resolver(() => DisputeModel)
export class DisputeEvidenceResolver {
  constructor(@Inject(EvidenceRepository) private readonly evidence: EvidenceRepository) {}

  @ResolveField(() => [EvidenceFileModel], { description: 'The file that goes to the bank with our answer.' })
  @VisibleTo(OVERSEERS)
  evidenceFiles(@Parent() { id }: Dispute): Promise<EvidenceFile[]> {
    return this.evidence.ofDocument(id);
  }
}
