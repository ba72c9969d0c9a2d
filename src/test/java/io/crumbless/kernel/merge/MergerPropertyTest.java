package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For thousands of random people the merger decides what {@link PlainKernel} says, night after night. */
@Tag("unit")
class MergerPropertyTest {
    private static final int PEOPLE = 1_000;

    @Tag("differential")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decidesWhatThePlainKernelSays(long seed) {
        RandomNights nights = new RandomNights(seed);
        for (int person = 0; person < PEOPLE; person++) {
            for (RandomNights.Lived night : nights.next()) {
                assertSame(night, "seed " + seed + ", person " + person);
            }
        }
    }

    /** A test that never gets somewhere proves nothing about it. */
    @Test
    void theseArePeopleToWhomEverythingHappens() {
        RandomNights nights = new RandomNights(7);
        Map<String, Integer> seen = new TreeMap<>();
        for (int person = 0; person < PEOPLE; person++) {
            for (RandomNights.Lived night : nights.next()) {
                night.outcome().log().forEach(entry -> seen.merge("fate " + entry.fate(), 1, Integer::sum));
                night.outcome().moments().forEach(moment -> seen.merge("moment", 1, Integer::sum));
                night.outcome().profile().stream()
                        .flatMap(profile -> profile.entries().stream())
                        .forEach(entry -> seen.merge(
                                entry.lineage().accumulatedFrom().isEmpty() ? "one" : "accumulated", 1, Integer::sum));
                bins(night.books())
                        .forEach((account, bins) -> bins.forEach((bin, records) ->
                                seen.merge(account.unit() + " " + bin, records.intValue(), Integer::sum)));
            }
        }

        Stream<String> fates = Arrays.stream(Fate.values()).map(fate -> "fate " + fate);
        // The kernel never sees what a rollback leaves out.
        Stream<String> provided = Arrays.stream(ProvidedBin.values())
                .filter(bin -> bin != ProvidedBin.PROVIDED_GONE)
                .map(bin -> "LEGACY_VALUES " + bin.word());
        Stream<String> others = Stream.of(
                "STATEMENTS admitted",
                "STATEMENTS future",
                "STATEMENTS conflicting",
                "STATEMENTS repeated",
                "STATEMENTS erased",
                "STATEMENTS refused:subject_erased",
                "STATEMENTS refused:minor_without_guardian",
                "STATEMENTS refused:age_unknown",
                "LOGGED carried",
                "LOGGED repeated",
                "LOGGED erased",
                "moment",
                "one",
                "accumulated");
        assertThat(seen)
                .containsOnlyKeys(
                        Stream.of(fates, provided, others).flatMap(each -> each).toList());
        assertThat(seen.values()).as(seen.toString()).allMatch(times -> times >= 5);
    }

    private static void assertSame(RandomNights.Lived night, String who) {
        SubjectOutcome outcome = night.outcome();
        PlainKernel.Decision decision = new PlainKernel.Decision(
                outcome.profile(),
                new HashSet<>(outcome.log()),
                outcome.moments(),
                new HashSet<>(outcome.removals()),
                new HashSet<>(outcome.refused()),
                bins(night.books()));
        PlainKernel.Decision expected =
                PlainKernel.decide(night.policy(), night.night(), night.snapshotSources(), night.facts());
        if (decision.equals(expected)
                && decision.log().size() == outcome.log().size()
                && decision.removals().size() == outcome.removals().size()) {
            return;
        }
        String told = who + ", log " + describe(night.facts().logged()) + ", arrivals "
                + describe(night.facts().arrivals().stream()
                        .map(one -> new LogEntry(one.statement(), one.deliveredOnEpochDay(), null))
                        .toList());
        assertThat(describe(outcome.log()))
                .as(told)
                .containsExactlyInAnyOrderElementsOf(describe(List.copyOf(expected.log())));
        assertThat(decision).as(told).usingRecursiveComparison().isEqualTo(expected);
        throw new AssertionError("differs in a way that cannot be distinguished: " + told);
    }

    private static Map<Account, Map<String, Long>> bins(Books books) {
        return books.lines().stream().collect(Collectors.toMap(Books.Line::account, line -> Map.copyOf(line.bins())));
    }

    /** These people are fictitious, so a failure may show their values. */
    private static List<String> describe(List<LogEntry> log) {
        return log.stream()
                .map(entry -> {
                    Statement one = entry.statement();
                    return "%s/%s %s=%s %s at %d by %s in %s, valid until %s, %s, evidence %s, delivered %s: %s"
                            .formatted(
                                    one.source(),
                                    one.declarationId(),
                                    one.declares() ? one.attribute() : "withdraw " + one.attribute(),
                                    one.value(),
                                    one.purposes(),
                                    one.declaredAtMicros(),
                                    one.declaredBy().word(),
                                    one.jurisdiction(),
                                    one.validUntilEpochDay(),
                                    one.notice(),
                                    one.evidenceRef(),
                                    entry.deliveredOnEpochDay(),
                                    entry.fate()
                                            + ", ends " + entry.endsOnEpochDay()
                                            + ", ended after " + entry.endedAfter()
                                            + ", revised " + one.revisedAtMicros());
                })
                .toList();
    }
}
