export { StaffTeamList } from './staff-team-list.js';
