package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.legacy.SegmentTally;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of the parts of a source are united: a segment in many parts counts once, and an overflow is reported. */
@Tag("unit")
class SegmentSetsTest {
    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void create() {
        workspace = new Workspace(folder);
        workspace.create();
    }

    private void keep(String part, String source, SortedSet<String> delivered, SortedSet<String> thatMay) {
        workspace.keep(
                part, new Books(), new TreeMap<>(), SegmentSets.of(source, new SegmentTally(delivered, thatMay)));
    }

    private static SortedSet<String> set(String... hashes) {
        return new TreeSet<>(List.of(hashes));
    }

    private static SortedSet<String> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "h" + i).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<SegmentCount> counts() {
        return workspace.sets("strip-").map(SegmentSets::counts).orElseThrow();
    }

    private static SegmentCount count(String source, long delivered, long thatMay) {
        return new SegmentCount(source, new Distinct(delivered, false), new Distinct(thatMay, false));
    }

    @Test
    void partsOfASourceAreUnitedAndSourcesAreKeptApart() {
        keep("strip-00000", "dmp", set("a", "b"), set());
        keep("strip-00001", "dmp", set("b", "c"), set("b"));
        keep("strip-00002", "crm", set("a"), set("a"));
        keep("strip-00003", "onsite", set(), set());

        assertThat(counts()).containsExactly(count("crm", 1, 1), count("dmp", 3, 1), count("onsite", 0, 0));
    }

    @Test
    void ofPartsThatTogetherMetTooManyThereWereMore() {
        keep("strip-00000", "dmp", range(0, SegmentTally.MOST), range(0, 5));
        keep("strip-00001", "dmp", range(1, SegmentTally.MOST + 1), range(3, 7));

        assertThat(counts())
                .containsExactly(
                        new SegmentCount("dmp", new Distinct(SegmentTally.MOST, true), new Distinct(7, false)));
    }

    @Test
    void theMostIsNotMore() {
        keep("strip-00000", "dmp", range(0, SegmentTally.MOST), set());

        assertThat(counts()).containsExactly(count("dmp", SegmentTally.MOST, 0));
    }

    @Test
    void workThatWasBegunWithoutThemIsNotCounted() throws IOException {
        keep("strip-00000", "dmp", set("a"), set());
        Files.writeString(folder.resolve("books/strip-00001.json"), "{ \"accounts\" : [ ], \"counts\" : { } }\n");

        assertThat(workspace.sets("strip-")).isEmpty();
    }
}
