package io.crumbless.answers.retire;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.retire.Standing.AttributeStanding;
import io.crumbless.answers.retire.Standing.Basis;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The day on which nothing rests on cookies any more is the earlier of sunset and trend, and never a guess. */
@Tag("unit")
class StandingTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));

    private static AttributeStanding language(LocalDate sunset, long... provided) {
        List<Retirement.Entry> nights = new ArrayList<>();
        for (int i = 0; i < provided.length; i++) {
            nights.add(new Retirement.Entry(
                    FIRST.plusDays(i),
                    "run-" + i,
                    "policy",
                    1,
                    1,
                    List.of(new Retirement.AttributeCount("language", 5, provided[i], sunset)),
                    List.of(),
                    List.of(),
                    null));
        }
        return Standing.of(new Retirement(nights), POLICY, List.of())
                .attributes()
                .get(0);
    }

    @Test
    void aStraightLineEndsWhereItReachesZero() {
        AttributeStanding standing = language(null, 100, 90, 80);

        assertThat(standing.zero()).contains(FIRST.plusDays(10));
        assertThat(standing.basis()).isEqualTo(Basis.TREND);
    }

    @Test
    void theSunsetCountsWhereItIsEarlier() {
        AttributeStanding standing = language(FIRST.plusDays(5), 100, 90, 80);

        assertThat(standing.zero()).contains(FIRST.plusDays(6));
        assertThat(standing.basis()).isEqualTo(Basis.SUNSET);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 100", "80, 90, 100"})
    void whatDoesNotFallHasNoEndWithoutSunset(long first, long second, long third) {
        AttributeStanding standing = language(null, first, second, third);

        assertThat(standing.zero()).isEmpty();
        assertThat(standing.basis()).isEqualTo(Basis.UNKNOWN);
    }

    @Test
    void twoNightsAreNoTrend() {
        assertThat(language(null, 100, 90).basis()).isEqualTo(Basis.UNKNOWN);
    }

    @Test
    void anOldFallDoesNotCount() {
        long[] provided = new long[3 + Standing.TREND_NIGHTS];
        java.util.Arrays.fill(provided, 40);
        provided[0] = 1_000;
        provided[1] = 500;

        assertThat(language(null, provided).zero()).isEqualTo(Optional.empty());
    }

    private static Retirement.Entry night(int day, SegmentCount... segments) {
        return new Retirement.Entry(
                FIRST.plusDays(day), "run", "policy", 1, 1, List.of(), List.of(), List.of(), List.of(segments));
    }

    private static SegmentCount segments(String source, long delivered, long thatMay) {
        return new SegmentCount(source, Distinct.upTo(100, delivered), Distinct.upTo(100, thatMay));
    }

    @Test
    void segmentsAreHeldAgainstTheFirstNightThatCountedThem() {
        Retirement.Entry uncounted =
                new Retirement.Entry(FIRST, "run", "policy", 1, 1, List.of(), List.of(), List.of(), null);
        Retirement nights = new Retirement(List.of(
                uncounted,
                night(1, segments("dmp", 9, 4), segments("old", 5, 2)),
                night(2, segments("dmp", 8, 3), segments("new", 2, 1))));

        Standing.Segments standing =
                Standing.of(nights, POLICY, List.of()).segments().orElseThrow();

        assertThat(standing.since()).isEqualTo(FIRST.plusDays(1));
        assertThat(standing.all()).isEqualTo(segments("", 10, 4));
        assertThat(standing.all().share()).hasValue(0.4);
        assertThat(standing.sources())
                .containsExactly(
                        new Standing.SourceSegments(segments("dmp", 8, 3), segments("dmp", 9, 4)),
                        new Standing.SourceSegments(segments("new", 2, 1), segments("new", 0, 0)),
                        new Standing.SourceSegments(segments("old", 0, 0), segments("old", 5, 2)));
    }

    @Test
    void segmentsThatTheLastNightDidNotCountAreLeftOut() {
        Retirement.Entry rollback =
                new Retirement.Entry(FIRST.plusDays(1), "run", "policy", 1, 1, List.of(), List.of(), List.of(), null);

        assertThat(Standing.of(new Retirement(List.of(night(0, segments("dmp", 9, 4)), rollback)), POLICY, List.of())
                        .segments())
                .isEmpty();
    }

    @Test
    void ofTooManySegmentsThereIsNoShare() {
        Retirement nights = new Retirement(List.of(night(0, segments("dmp", 101, 4), segments("crm", 2, 1))));

        SegmentCount all =
                Standing.of(nights, POLICY, List.of()).segments().orElseThrow().all();

        assertThat(all.delivered()).isEqualTo(new Distinct(102, true));
        assertThat(all.thatMay()).isEqualTo(new Distinct(5, false));
        assertThat(all.share()).isEmpty();
    }

    @Test
    void aDeletedValueStaysDeleted() {
        AttributeStanding standing = language(LocalDate.of(2027, 3, 31), 3, 0);

        assertThat(standing.basis()).isEqualTo(Basis.NONE_LEFT);
        assertThat(standing.zero()).contains(FIRST.plusDays(1));
        assertThat(standing.firstProvided()).isEqualTo(3);
    }
}
