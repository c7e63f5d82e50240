import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ALL_CHECKS, AuditService, BooksBrokenError, type AuditRun } from '#audit';
import { Outbox } from '#platform';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering, viewOf } from '../graphql/user-errors.js';
import { ResumePostingResult } from './audit.results.js';
import { BooksHealthModel, type BooksRunModel } from './books-health.model.js';

/** Whether the books are sound, for the people who answer for them. */
@Resolver()
export class AuditResolver {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  @Query(() => BooksHealthModel, { description: 'Staff and auditors: how the books stand.' })
  @VisibleTo(OVERSEERS)
  booksHealth(@Context() context: GraphContext): Promise<BooksHealthModel> {
    return this.health(context);
  }

  @Mutation(() => BooksHealthModel, {
    description: 'Staff: check every sentence now. Answers at once; `running` tells how far it has come.',
  })
  @VisibleTo(STAFF)
  async checkBooks(@Context() context: GraphContext): Promise<BooksHealthModel> {
    await this.audit.request(signedIn(context).id);
    return this.health(context);
  }

  @Mutation(() => ResumePostingResult as () => unknown, {
    description: 'Checker: let posting go on. Checks every sentence first, and refuses while one does not hold.',
  })
  @VisibleTo('STAFF_CHECKER')
  resumePosting(@Args('reason', { type: () => String }) reason: string, @Context() context: GraphContext) {
    return answering(context.t, async () => {
      try {
        await this.audit.resume(signedIn(context).id, checkedReason(reason));
      } catch (error) {
        if (!(error instanceof BooksBrokenError)) throw error;
        const sentences = inWords(String(error.params['sentences'] ?? ''), context);
        return { ...viewOf(error, context.t), message: context.t(error.code, { ...error.params, sentences }) };
      }
      return this.health(context);
    });
  }

  private async health(context: GraphContext): Promise<BooksHealthModel> {
    // In this order: a run that stopped posting, or is no longer under way, is then also the last run.
    const halt = await this.audit.halted();
    const running = await this.audit.running();
    const [last, backlog] = await Promise.all([this.audit.latest(), this.outbox.backlog()]);
    const waiting = backlog.find(({ topic }) => topic === 'ledger-post');
    return {
      stopped: halt && { since: halt.since, reason: inWords(halt.reason, context) },
      lastRun: last && (await runModel(last, context)),
      running: running && (await runModel(running, context)),
      sentences: sentencesOf(last, context),
      waitingGifts: (waiting?.waiting ?? 0) + (waiting?.parked ?? 0),
    };
  }
}

async function runModel(run: AuditRun, { loaders }: GraphContext): Promise<BooksRunModel> {
  const { startedAt, finishedAt, checks, askedBy } = run;
  return { startedAt, finishedAt, checked: checks, askedBy: askedBy && (await loaders.personName.load(askedBy)) };
}

function sentencesOf(last: AuditRun | null, context: GraphContext): BooksHealthModel['sentences'] {
  const broken = new Map(last?.broken.map(({ sentence, offenders }) => [sentence, offenders]));
  // A run keeps only what did not hold: what it did not ask, because it was older, counts as not asked.
  const asked = last !== null && last.checks >= ALL_CHECKS.length;
  return ALL_CHECKS.map(({ sentence }) => ({
    text: inWords(sentence, context),
    offenders: broken.get(sentence) ?? (asked ? 0 : null),
  })).sort((a, b) => (b.offenders ?? 0) - (a.offenders ?? 0));
}

/** Sentences within a text, in the visitor's language. */
function inWords(text: string, { locale }: GraphContext): string {
  if (locale === 'en') return text;
  return ALL_CHECKS.reduce((words, { sentence, zh }) => words.replaceAll(sentence, zh ?? sentence), text);
}
