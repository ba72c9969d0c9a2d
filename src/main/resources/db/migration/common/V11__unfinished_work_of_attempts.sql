-- The warehouse an attempt works for, and the folder of its unfinished work: who erases people with another job file finds what
-- a night of this one left behind when it was killed. Null for attempts that were begun before this was noted.
ALTER TABLE run_attempt ADD COLUMN warehouse VARCHAR(2000);
ALTER TABLE run_attempt ADD COLUMN spill VARCHAR(2000);
