export { TeamBoard } from './team-board.js';
export { CampaignTeams, TeamPart, TeamTotals, type TeamParts, type TeamTotalsParts } from './team.fragments.js';
export { TeamFinder } from './team-finder.js';
export { TeamFoot, TeamHead, TeamProgress, TeamSquads } from './team-view.js';
export { useLiveTeam } from './use-live-team.js';
