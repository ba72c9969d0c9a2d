package io.crumbless.retire;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.policy.Policy;
import io.crumbless.policy.PolicyFolder;
import io.crumbless.retire.Standing.AttributeStanding;
import io.crumbless.retire.Standing.Basis;
import io.crumbless.snapshot.Retirement;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The day on which nothing rests on cookies any more is the earlier of sunset and trend, and never a guess. */
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
                    List.of()));
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

    @Test
    void whatIsGoneIsGone() {
        AttributeStanding standing = language(LocalDate.of(2027, 3, 31), 3, 0);

        assertThat(standing.basis()).isEqualTo(Basis.NONE_LEFT);
        assertThat(standing.zero()).contains(FIRST.plusDays(1));
        assertThat(standing.firstProvided()).isEqualTo(3);
    }
}
