import type { Client, OperationResult } from 'urql';
import { ChangeMonthlyAmountMutation } from './change-amount.mutation.js';
import type { MonthlyAnswerParts } from './change-answer.fragment.js';
import { ChangeMonthlyDayMutation } from './change-day.mutation.js';
import { ConfirmMonthlyCardMutation } from './confirm-card.mutation.js';
import { PauseMonthlyGiftMutation } from './pause.mutation.js';
import { ResumeMonthlyGiftMutation } from './resume.mutation.js';
import { StopMonthlyGiftMutation } from './stop.mutation.js';
import { UndoStopMonthlyGiftMutation } from './undo-stop.mutation.js';

/** Whose monthly gift: its id and, from another device, the token of the signed link. */
export interface Whose {
  id: string;
  accessToken: string | null;
}

/** What a giver can do with it. */
export type MonthlyAct =
  | { kind: 'amount'; amount: string }
  | { kind: 'day'; day: number }
  | { kind: 'pause'; months: number | null }
  | { kind: 'resume' }
  | { kind: 'stop'; why: string | null }
  | { kind: 'undo' }
  | { kind: 'card'; cardUpdateId: string };

type Answered = OperationResult<{ answer: MonthlyAnswerParts }>;

export function sendAct(client: Client, whose: Whose, act: MonthlyAct): Promise<Answered> {
  switch (act.kind) {
    case 'amount':
      return client.mutation(ChangeMonthlyAmountMutation, { ...whose, amount: act.amount }).toPromise();
    case 'day':
      return client.mutation(ChangeMonthlyDayMutation, { ...whose, day: act.day }).toPromise();
    case 'pause':
      return client.mutation(PauseMonthlyGiftMutation, { ...whose, months: act.months }).toPromise();
    case 'resume':
      return client.mutation(ResumeMonthlyGiftMutation, { ...whose }).toPromise();
    case 'stop':
      return client.mutation(StopMonthlyGiftMutation, { ...whose, why: act.why }).toPromise();
    case 'undo':
      return client.mutation(UndoStopMonthlyGiftMutation, { ...whose }).toPromise();
    case 'card':
      return client.mutation(ConfirmMonthlyCardMutation, { ...whose, cardUpdateId: act.cardUpdateId }).toPromise();
  }
}
