import books from './books.json';
import campaign from './campaign.json';
import common from './common.json';
import concern from './concern.json';
import giving from './giving.json';
import monthly from './monthly.json';
import my from './my.json';
import news from './news.json';
import open from './open.json';
import pledge from './pledge.json';
import session from './session.json';
import teams from './teams.json';

/** Texts of the donor's pages. */
export const publicWords = {
  books,
  campaign,
  common,
  concern,
  giving,
  monthly,
  my,
  news,
  open,
  pledge,
  session,
  teams,
};
export type PublicWords = typeof publicWords;
