import type { Check } from '#platform';

export const teamChecks: readonly Check[] = [
  {
    sentence: 'the total of a team is what it raised itself and what its squads raised, no fen more or less',
    zh: '战队的总额等于自己筹到的加上各小分队筹到的，一分不差',
    offenders: `SELECT team.id FROM team LEFT JOIN team squad ON squad.parent_id = team.id
                GROUP BY team.id
                HAVING team.raised <> team.own_raised + coalesce(sum(squad.raised), 0)
                    OR team.gifts <> team.own_gifts + coalesce(sum(squad.gifts), 0)`,
  },
  {
    sentence: 'a squad has no squads',
    zh: '小分队之下没有小分队',
    offenders: `SELECT squad.id FROM team squad JOIN team parent ON parent.id = squad.parent_id
                WHERE parent.parent_id IS NOT NULL`,
  },
  {
    sentence: 'a team is in the state its last transition led to',
    zh: '战队的状态与它最后一次变更一致',
    offenders: `SELECT team.id FROM team JOIN LATERAL (
                  SELECT "to" FROM team_transition WHERE team_id = team.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" <> team.state`,
  },
  {
    sentence: 'a team that somebody opened has a captain',
    zh: '每支由人发起的战队都有队长',
    offenders: `SELECT team.id FROM team
                WHERE EXISTS (SELECT 1 FROM team_leader WHERE team_id = team.id)
                  AND NOT EXISTS (SELECT 1 FROM team_leader
                                  WHERE team_id = team.id AND role = 'CAPTAIN' AND left_at IS NULL)`,
  },
  {
    sentence: 'nothing waits to be checked on a team that is over',
    zh: '已结束或已下架的战队没有待审的内容',
    offenders: `SELECT id FROM team WHERE pending IS NOT NULL AND state IN ('CLOSED', 'TAKEN_DOWN')`,
  },
  {
    sentence: 'nobody leads a team by an invitation that was for another',
    zh: '共同队长都来自本战队的邀请',
    offenders: `SELECT invitation.id FROM team_invitation invitation
                JOIN team_leader leader ON leader.id = invitation.accepted_by
                WHERE leader.team_id <> invitation.team_id`,
  },
];
