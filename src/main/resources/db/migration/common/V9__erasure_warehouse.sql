-- The warehouse an erasure was asked for, as the job file names it: where several share this database, only a use of that one
-- ends it after a kill. Null for one that was begun before this was noted.
ALTER TABLE erasure ADD COLUMN warehouse VARCHAR(2000);
