import { FieldRejectedErrorModel, resultUnion } from '../graphql/user-errors.js';
import { BooksBrokenErrorModel, BooksHealthModel } from './books-health.model.js';

export const ResumePostingResult = resultUnion(
  'ResumePostingResult',
  'BooksHealth',
  'How the books stand once posting goes on, or why it does not.',
  [BooksHealthModel, BooksBrokenErrorModel, FieldRejectedErrorModel],
);
