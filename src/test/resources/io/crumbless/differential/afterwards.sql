-- Design 2, law 6, and ADR 5: who is erased on a later night goes from the snapshots of earlier ones too. Balances stay as
-- they were written: they say what a night did with what it read.
DELETE FROM expected_log e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
DELETE FROM expected_profiles e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
DELETE FROM expected_purposes e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
DELETE FROM expected_moments e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
DELETE FROM expected_removals e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
DELETE FROM expected_refusals e WHERE EXISTS (
    FROM erased_before x WHERE x.world = e.world AND spelled(x.subject) = spelled(e.subject));
