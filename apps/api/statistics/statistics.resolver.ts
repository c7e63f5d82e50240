import { Inject } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { VisibleTo } from '../graphql/access.js';
import { GivingStatistics } from './giving-statistics.js';
import { StatisticsModel } from './statistics.model.js';

@Resolver()
export class StatisticsResolver {
  constructor(@Inject(GivingStatistics) private readonly giving: GivingStatistics) {}

  @Query(() => StatisticsModel, {
    description: 'Giving by day, city, source and method. Groups of fewer than ten gifts show no figures.',
  })
  @VisibleTo('PUBLIC')
  async statistics(): Promise<StatisticsModel> {
    const { days, cities, sources, methods, ...whole } = await this.giving.current();
    return {
      ...whole,
      days: days.map(({ key: day, ...figures }) => ({ day, ...figures })),
      cities: cities.map(({ key: region, ...figures }) => ({ region, ...figures })),
      sources: sources.map(({ key: source, ...figures }) => ({ source, ...figures })),
      methods: methods.map(({ key: method, ...figures }) => ({ method, ...figures })),
    };
  }
}
