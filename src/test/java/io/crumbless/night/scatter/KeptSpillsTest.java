package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: kept results are unchanged, belong to the requested key, are not older than an erasure, and do not exceed
 * the limit.
 */
@Tag("unit")
class KeptSpillsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final PartNotes NOTES =
            PartNotes.of(new Books(), new TreeMap<>(Map.of("rows", 7L)), Collections.emptySortedMap());
    private static final int SIZE = 1000;

    @TempDir
    private Path spill;

    private Workspace night;

    @BeforeEach
    void begin() {
        night = new Workspace(spill.resolve("night"));
        night.create();
    }

    private KeptSpills kept(long mostBytes) {
        return KeptSpills.in(spill, mostBytes, Optional.empty());
    }

    private static PartKey key(String decides) {
        return new PartKey(decides, "a.csv", DAY);
    }

    private void keep(KeptSpills kept, PartKey key) throws IOException {
        keep(kept, key, false, false);
    }

    private void keep(KeptSpills kept, PartKey key, boolean dated, boolean lists) throws IOException {
        Files.write(night.spillFile("strip-1", 0), new byte[SIZE]);
        kept.keep(key, night, "strip-1", dated, lists, NOTES);
        Files.delete(night.spillFile("strip-1", 0));
    }

    private boolean isTaken(KeptSpills kept, PartKey key) throws IOException {
        night.deleteSpill("strip-2");
        boolean taken = kept.take(key, night, "strip-2").equals(Optional.of(NOTES));
        assertThat(Files.exists(night.spillFile("strip-2", 0))).isEqualTo(taken);
        return taken;
    }

    private Path place(String decides) {
        return spill.resolve("kept").resolve(key(decides).name());
    }

    @Test
    void whatWasKeptIsTakenByTheNextNight() throws IOException {
        keep(kept(SIZE), key("one"));
        KeptSpills next = kept(SIZE);
        assertThat(isTaken(next, key("one"))).isTrue();
        assertThat(isTaken(next, key("two"))).isFalse();
    }

    @Test
    void aPartOfSeveralFilesIsTakenInTheirOrder() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.write(night.spillFile("strip-1", i), new byte[] {(byte) i});
        }
        kept(SIZE).keep(key("one"), night, "strip-1", false, false, NOTES);
        assertThat(kept(SIZE).take(key("one"), night, "strip-2")).isPresent();
        for (int i = 0; i < 12; i++) {
            assertThat(Files.readAllBytes(night.spillFile("strip-2", i))).containsExactly(i);
        }
        assertThat(night.spillFile("strip-2", 12)).doesNotExist();
    }

    @Test
    void filesAreLinkedAndNotCopied() throws IOException {
        Files.write(night.spillFile("strip-1", 0), new byte[SIZE]);
        kept(SIZE).keep(key("one"), night, "strip-1", false, false, NOTES);
        assertThat(Files.getAttribute(place("one").resolve("0.spill"), "unix:nlink"))
                .isEqualTo(2);
    }

    @Test
    void whatIsDatedHoldsForItsDateAlone() throws IOException {
        keep(kept(SIZE), key("one"), true, false);
        assertThat(isTaken(kept(SIZE), new PartKey("one", "a.csv", DAY.plusDays(1))))
                .isFalse();
        assertThat(isTaken(kept(SIZE), key("one"))).isTrue();
    }

    @Test
    void whatIsNotDatedHoldsForNoEarlierDate() throws IOException {
        keep(kept(SIZE), key("one"));
        assertThat(isTaken(kept(SIZE), new PartKey("one", "a.csv", DAY.minusDays(1))))
                .isFalse();
        assertThat(isTaken(kept(SIZE), new PartKey("one", "a.csv", DAY.plusDays(100))))
                .isTrue();
    }

    @Test
    void whatListsRecordsHoldsForItsLabelsAlone() throws IOException {
        keep(kept(SIZE), key("one"));
        assertThat(isTaken(kept(SIZE), new PartKey("one", "b.csv", DAY))).isTrue();
        keep(kept(SIZE), key("one"), false, true);
        assertThat(isTaken(kept(SIZE), new PartKey("one", "b.csv", DAY))).isFalse();
        assertThat(isTaken(kept(SIZE), key("one"))).isTrue();
    }

    @Test
    void whatWasMadeBeforeSomebodyWasErasedIsNotUsedAndDeleted() throws IOException {
        keep(kept(SIZE), key("one"));
        Optional<Instant> erased = Optional.of(Instant.parse("2026-11-23T01:00:00Z"));
        assertThat(isTaken(KeptSpills.in(spill, SIZE, erased), key("one"))).isFalse();
        KeptSpills.settle(spill, Optional.empty());
        assertThat(place("one")).exists();
        KeptSpills.settle(spill, erased);
        assertThat(place("one")).doesNotExist();
    }

    @Test
    void whatIsDamagedIsDeletedAndReported() throws IOException {
        keep(kept(SIZE), key("one"));
        byte[] bytes = new byte[SIZE];
        bytes[SIZE - 1] = 1;
        Files.write(place("one").resolve("0.spill"), bytes);
        KeptSpills next = kept(SIZE);
        assertThat(isTaken(next, key("one"))).isFalse();
        assertThat(place("one")).doesNotExist();
        assertThat(next.notices())
                .containsExactly("Kept spill " + place("one")
                        + " is damaged or incomplete; it was deleted, and its deliveries were read again");
    }

    @Test
    void aFileThatIsMissingIsDamage() throws IOException {
        keep(kept(SIZE), key("one"));
        Files.delete(place("one").resolve("0.spill"));
        KeptSpills next = kept(SIZE);
        assertThat(isTaken(next, key("one"))).isFalse();
        assertThat(next.notices()).hasSize(1);
    }

    @Test
    void whatWasUsedLastLongestAgoMakesRoomAndNothingOfTonight() throws IOException {
        KeptSpills before = kept(3 * SIZE);
        keep(before, key("one"));
        keep(before, key("two"));
        keep(before, key("three"));
        Files.setLastModifiedTime(place("one"), FileTime.from(Instant.parse("2026-11-03T00:00:00Z")));
        Files.setLastModifiedTime(place("two"), FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
        Files.setLastModifiedTime(place("three"), FileTime.from(Instant.parse("2026-11-02T00:00:00Z")));

        KeptSpills next = kept(3 * SIZE);
        next.expect(Set.of(
                key("one").name(),
                key("four").name(),
                key("five").name(),
                key("six").name()));
        keep(next, key("four"));
        assertThat(List.of(place("one"), place("three"), place("four")))
                .allSatisfy(place -> assertThat(place).exists());
        assertThat(place("two")).doesNotExist();
        keep(next, key("five"));
        assertThat(place("three")).doesNotExist();
        assertThat(next.notices()).isEmpty();
        keep(next, key("six"));
        assertThat(List.of(place("one"), place("four"), place("five")))
                .allSatisfy(place -> assertThat(place).exists());
        assertThat(place("six")).doesNotExist();
        assertThat(next.notices()).hasSize(1).allMatch(notice -> notice.contains("reuse.keep"));
    }

    @Test
    void whatIsNoPartOfTonightIsDeletedInTheEnd() throws IOException {
        KeptSpills kept = kept(2 * SIZE);
        keep(kept, key("one"));
        keep(kept, key("two"));
        kept.expect(Set.of(key("two").name()));
        kept.retainExpected();
        assertThat(place("one")).doesNotExist();
        assertThat(place("two")).exists();
    }

    @Test
    void whatAKillLeftHalfKeptIsDeleted() throws IOException {
        Path half = Files.createDirectories(spill.resolve("kept/0123.tmp"));
        Files.write(half.resolve("0.spill"), new byte[SIZE]);
        kept(SIZE);
        assertThat(half).doesNotExist();
    }

    /** A killed night took part of the files. */
    @Test
    void whatAKillLeftHalfTakenIsReplaced() throws IOException {
        keep(kept(SIZE), key("one"));
        Files.write(night.spillFile("strip-2", 0), new byte[1]);
        Files.write(night.spillFile("strip-2", 1), new byte[1]);
        assertThat(kept(SIZE).take(key("one"), night, "strip-2")).isPresent();
        assertThat(Files.size(night.spillFile("strip-2", 0))).isEqualTo(SIZE);
        assertThat(night.spillFile("strip-2", 1)).doesNotExist();
    }

    @Test
    void whatCannotBeKeptIsReportedOnceAndStopsNothing() throws IOException {
        Files.writeString(spill.resolve("kept"), "in the way");
        KeptSpills kept = kept(SIZE);
        keep(kept, key("one"));
        keep(kept, key("two"));
        kept.retainExpected();
        KeptSpills.settle(spill, Optional.empty());
        assertThat(kept.notices()).hasSize(1).allMatch(notice -> notice.startsWith("Cannot keep spills"));
    }
}
