package io.crumbless.warehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.warehouse.snapshot.Manifest.Output;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A snapshot that is recomputed may come to have other files; the manifest is read as it is now. */
@Tag("unit")
class AmendmentsTest {
    private static final Output FIRST = new Output("profiles", "profiles/part-00000.parquet", 10, 100, "a");
    private static final Output SECOND = new Output("profiles", "profiles/part-00001.parquet", 5, 50, "b");
    private static final Output LOG = new Output("declarations", "declarations/part-00000.parquet", 7, 70, "c");

    @Test
    void filesAreChangedTakenAwayAndAdded() {
        Output changed = new Output("profiles", FIRST.file(), 9, 90, "d");
        Output added = new Output("declarations", "declarations/part-00001.parquet", 8, 80, "e");
        Amendment amendment = amendment(change(FIRST, changed), change(SECOND, null), change(null, added));

        Manifest now = new Amendments(List.of(amendment)).appliedTo(manifest(FIRST, SECOND, LOG));

        assertThat(now.outputs()).containsExactly(changed, LOG, added);
        assertThat(amendment.files()).extracting(Amendment.Change::rowsLess).containsExactly(1L, 5L, -8L);
    }

    @Test
    void theLaterAmendmentCounts() {
        Output once = new Output("profiles", FIRST.file(), 9, 90, "d");
        Output twice = new Output("profiles", FIRST.file(), 8, 80, "e");

        Manifest now = new Amendments(List.of(amendment(change(FIRST, once)), amendment(change(once, twice))))
                .appliedTo(manifest(FIRST, LOG));

        assertThat(now.outputs()).containsExactly(twice, LOG);
        assertThat(now.rows("profiles")).isEqualTo(8);
    }

    private static Amendment amendment(Amendment.Change... changes) {
        return new Amendment(
                List.of("erase-1"), "2026-11-23T08:00:00Z", "0", List.of(changes), List.of(), null, "k", "s");
    }

    private static Amendment.Change change(@Nullable Output before, @Nullable Output after) {
        Output known = before == null ? after : before;
        assertThat(known).isNotNull();
        return new Amendment.Change(
                known.dataset(),
                known.file(),
                before == null ? null : Amendment.State.of(before),
                after == null ? null : Amendment.State.of(after));
    }

    private static Manifest manifest(Output... outputs) {
        return new Manifest(
                Manifest.LAYOUT,
                "2026-11-22-000000000000",
                "test",
                LocalDate.of(2026, 11, 22),
                "UTC",
                "2026-11-23T00:00:00Z",
                "0",
                null,
                null,
                "crumbless",
                null,
                List.of(),
                List.of(),
                List.of(outputs),
                List.of(),
                List.of());
    }
}
