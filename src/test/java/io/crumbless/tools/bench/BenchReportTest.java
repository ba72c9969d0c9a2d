package io.crumbless.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The report of the rounds is correct. */
@Tag("unit")
class BenchReportTest {
    private static final Scenario EVEN = new Scenario(1_000_000, Skew.NONE);
    private static final Scenario UNEVEN = new Scenario(1_000_000, Skew.SUBJECT);

    private static Measured measured(Scenario scenario, Peer peer, double... seconds) {
        return new Measured(
                scenario,
                peer,
                DoubleStream.of(seconds)
                        .mapToObj(one ->
                                new ProcessUsage(one, OptionalDouble.of(2 * one), OptionalLong.of((long) (100 * one))))
                        .toList());
    }

    private static BenchReport report(Measured... measured) {
        List<Measured> all = List.of(measured);
        return new BenchReport(
                new BenchSettings(
                        Path.of("work"),
                        all.stream().map(Measured::scenario).distinct().toList(),
                        List.of(Peer.values()),
                        5,
                        2),
                all);
    }

    @Test
    void theMedianOfFiveIsTheThird() {
        Measured five = measured(EVEN, Peer.CRUMBLESS, 5, 1, 4, 2, 100);

        assertThat(five.medianSeconds()).isEqualTo(4);
        assertThat(five.minSeconds()).isEqualTo(1);
        assertThat(five.maxSeconds()).isEqualTo(100);
        assertThat(five.cpuSeconds()).hasValue(8);
        assertThat(five.peakBytes()).hasValue(10_000);
    }

    @Test
    void theMedianOfTwoLiesBetween() {
        assertThat(measured(EVEN, Peer.CRUMBLESS, 3, 1).medianSeconds()).isEqualTo(2);
    }

    @Test
    void rowsAreMembershipsLinksAndStatements() {
        assertThat(EVEN.rows()).isEqualTo(1_000_000 + 120_000 + 200_000);
        assertThat(measured(EVEN, Peer.CRUMBLESS, 2).rowsPerSecond()).isEqualTo(660_000);
    }

    @Test
    void aPeerIsComparedWithCrumblessOnTheSameData() {
        Measured duckDb = measured(EVEN, Peer.DUCKDB, 6);
        BenchReport report = report(measured(UNEVEN, Peer.CRUMBLESS, 5), measured(EVEN, Peer.CRUMBLESS, 4), duckDb);

        assertThat(report.timesCrumbless(duckDb)).hasValue(1.5);
        assertThat(report.timesEven(duckDb)).isEmpty();
    }

    @Test
    void unevenDataIsComparedWithEvenOfTheSameScale() {
        Measured uneven = measured(UNEVEN, Peer.CRUMBLESS, 5);

        assertThat(report(uneven, measured(EVEN, Peer.CRUMBLESS, 4)).timesEven(uneven))
                .hasValue(1.25);
        assertThat(report(uneven, measured(EVEN, Peer.DUCKDB, 4)).timesEven(uneven))
                .isEmpty();
    }

    @Test
    void theChartShowsEvenDataOfSeveralScales() {
        Measured large = measured(new Scenario(3_000_000, Skew.NONE), Peer.CRUMBLESS, 12);
        BenchReport report = report(measured(EVEN, Peer.CRUMBLESS, 4), measured(UNEVEN, Peer.CRUMBLESS, 5), large);

        assertThat(report.hasScales()).isTrue();
        assertThat(report.points().lines()).containsExactly("crumbless\t1000000\t4.000", "crumbless\t3000000\t12.000");
    }

    @Test
    void refusesCountsThatMeanNothing() {
        assertThatThrownBy(() -> new Scenario(3, Skew.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("memberships must be between 10 and");
        assertThatThrownBy(() -> new BenchSettings(Path.of("w"), List.of(EVEN), List.of(Peer.FLOOR), 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds must be 1 or more but was 0");
    }
}
