-- The highest milestone of a team (50, 90 or 100 percent of its target) its followers were told of; it never falls.
ALTER TABLE team ADD COLUMN told_milestone INTEGER NOT NULL DEFAULT 0;
