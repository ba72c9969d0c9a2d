package io.crumbless.kernel.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a time is read exactly or refused with a reason, and the fast reader agrees with the plain one. */
@Tag("unit")
class DeclaredTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30+01:00, 2026-11-22T09:15:30Z",
        "2026-11-22T10:15:30Z, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30.25+0100, 2026-11-22T09:15:30.25Z",
        "2026-11-22T10:15-08, 2026-11-22T18:15:00Z",
        "2026-11-22T10:15:30.123456789Z, 2026-11-22T10:15:30.123456Z",
        "2024-02-29T23:59:59.999999+00:00, 2024-02-29T23:59:59.999999Z",
        "2026-11-22T10:15:30-18:00, 2026-11-23T04:15:30Z",
        "2026-11-22t10:15:30z, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30 UTC, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30.5 GMT, 2026-11-22T10:15:30.5Z",
        "2026-11-22 10:15:30UTC, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30 Z, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30.250 +0000, 2026-11-22T10:15:30.25Z",
        "2026-11-22 10:15:30 +01:00, 2026-11-22T09:15:30Z",
        "2026-11-22 10:15:30+00, 2026-11-22T10:15:30Z",
        "2026-11-22T10:15:30+01:00[Europe/Berlin], 2026-11-22T09:15:30Z",
        "2026-11-22T10:15Z[UTC], 2026-11-22T10:15:00Z",
        "2026-10-25T02:30:00+01:00[Europe/Berlin], 2026-10-25T01:30:00Z"
    })
    void readsIsoTimesWithOffset(String text, Instant expected) {
        assertThat(both(Optional.empty(), text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22",
                "22.11.2026 10:15",
                "11/22/2026 10:15:00",
                "46348",
                "46348.42708333",
                "1763806530000",
                "2026-11-22T24:00:00Z",
                "2026-11-22T23:59:60Z",
                "2026-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-11-31T10:00:00Z",
                "2026-11-22T10:15:30+19:00",
                "2026-11-22T10:15:30+01:60",
                "2026-11-22T10:15:30.1234567890Z",
                "2026-11-22T10:15:Z",
                "2026-11-22T10:15:30.Z",
                "2026-11-22T10:15:30,5Z",
                "2026-11-22T10:15:30+02:00[Europe/Berlin]",
                "2026-11-22T10:15:30+01:00[Europe/Nowhere]",
                "2026-11-22T10:15:30[Europe/Berlin]",
                "2026-11-22T10:15:30+01:00[]",
                "2026-11-22T10:15:30 [UTC]",
                "2026-11-22T10:15:30  UTC",
                "2026-11-22T10:15:30 utc",
                "2026-11-22T10:15:30 CET",
                "2026-11-22T10:15:30 ",
                "2026-11-22T10:15:30 +1:00",
                "20261122T101530Z",
                "+2026-11-22T10:15:30Z",
                "-026-11-22T10:15:30Z",
                "٢٠٢٦-11-22T10:15:30Z",
                "2026-11-22T10:15:30ZZ",
                "1970-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "",
                "Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(both(Optional.of(BERLIN), text)).isEqualTo(DeclaredTimes.INVALID);
        assertThat(DeclaredTimes.refusal(DeclaredTimes.INVALID)).isEqualTo(Refusal.TIME_INVALID);
    }

    @Test
    void refusesTimesWithoutOffsetUnlessTheSourceNamesAZone() {
        assertThat(both(Optional.empty(), "2026-07-01T10:00:00")).isEqualTo(DeclaredTimes.WITHOUT_ZONE);
        assertThat(both(Optional.of(BERLIN), "2026-07-01T10:00:00"))
                .isEqualTo(micros(Instant.parse("2026-07-01T08:00:00Z")));
        assertThat(both(Optional.of(BERLIN), "2026-12-01T10:00"))
                .isEqualTo(micros(Instant.parse("2026-12-01T09:00:00Z")));
    }

    @Test
    void refusesTimesInGapsAndOverlapsOfTheZone() {
        assertThat(both(Optional.of(BERLIN), "2026-03-29T02:00:00")).isEqualTo(DeclaredTimes.AMBIGUOUS);
        assertThat(both(Optional.of(BERLIN), "2026-03-29T02:59:59.999")).isEqualTo(DeclaredTimes.AMBIGUOUS);
        assertThat(both(Optional.of(BERLIN), "2026-10-25T02:30:00")).isEqualTo(DeclaredTimes.AMBIGUOUS);
        assertThat(both(Optional.of(BERLIN), "2026-10-25T02:30:00+01:00"))
                .isEqualTo(micros(Instant.parse("2026-10-25T01:30:00Z")));
        assertThat(both(Optional.of(BERLIN), "2026-03-29T03:00:00"))
                .isEqualTo(micros(Instant.parse("2026-03-29T01:00:00Z")));
    }

    @Test
    void theSourceMaySayWhichOfTwoHoursIsMeant() {
        FastDeclaredTimes earlier = new FastDeclaredTimes(Optional.of(BERLIN), DoubledHour.EARLIER);
        FastDeclaredTimes later = new FastDeclaredTimes(Optional.of(BERLIN), DoubledHour.LATER);

        assertThat(earlier.micros("2026-10-25T02:30:00")).isEqualTo(micros(Instant.parse("2026-10-25T00:30:00Z")));
        assertThat(later.micros("2026-10-25T02:30:00")).isEqualTo(micros(Instant.parse("2026-10-25T01:30:00Z")));
        assertThat(later.micros("2026-03-29T02:30:00"))
                .as("a skipped hour is none")
                .isEqualTo(DeclaredTimes.AMBIGUOUS);
        assertThat(earlier.latestMicros("2026-10-25T02:30:00"))
                .as("what takes away counts at the later moment, whatever the source says")
                .isEqualTo(micros(Instant.parse("2026-10-25T01:30:00Z")));
    }

    /** Beirut's clocks skip a midnight and show another twice. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-11-22, 2026-11-22T22:59:59.999999Z",
        "Europe/Berlin, 2026-10-25, 2026-10-25T22:59:59.999999Z",
        "Asia/Beirut, 2019-03-30, 2019-03-30T21:59:59.999999Z",
        "America/Havana, 2026-10-31, 2026-11-01T03:59:59.999999Z"
    })
    void aDayThatTakesAwayCountsAtItsEnd(ZoneId zone, String day, Instant end) {
        assertThat(new FastDeclaredTimes(Optional.of(zone)).latestMicros(day))
                .isEqualTo(new PlainDeclaredTimes(Optional.of(zone)).latestMicros(day))
                .isEqualTo(micros(end));
    }

    @Test
    void aDayIsOfNobodyWhereTheSourceNamesNoZone() {
        assertThat(new FastDeclaredTimes(Optional.empty()).latestMicros("2026-11-22"))
                .isEqualTo(new PlainDeclaredTimes(Optional.empty()).latestMicros("2026-11-22"))
                .isEqualTo(DeclaredTimes.WITHOUT_ZONE);
        assertThat(new FastDeclaredTimes(Optional.of(BERLIN)).latestMicros("2026-02-30"))
                .isEqualTo(new PlainDeclaredTimes(Optional.of(BERLIN)).latestMicros("2026-02-30"))
                .isEqualTo(DeclaredTimes.INVALID);
    }

    @Tag("differential")
    @Test
    void fastAgreesWithPlainAroundEveryClockChange() {
        for (String name : List.of(
                "Europe/Berlin",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/Los_Angeles",
                "Pacific/Apia",
                "Asia/Beirut")) {
            ZoneId zone = ZoneId.of(name);
            FastDeclaredTimes fast = new FastDeclaredTimes(Optional.of(zone));
            PlainDeclaredTimes plain = new PlainDeclaredTimes(Optional.of(zone));
            LocalDateTime at = LocalDateTime.parse("2010-12-28T00:00");
            LocalDateTime end = LocalDateTime.parse("2019-01-03T00:00");
            for (; at.isBefore(end); at = at.plusMinutes(45)) {
                String text = at.toString();
                long micros = fast.micros(text);
                // Seldom a sentence: three quarters of a million of them take half a minute.
                if (micros != plain.micros(text)) {
                    assertThat(micros).as("%s %s", name, text).isEqualTo(plain.micros(text));
                }
                if (micros == DeclaredTimes.AMBIGUOUS) {
                    assertThat(fast.latestMicros(text))
                            .as("latest %s %s", name, text)
                            .isEqualTo(plain.latestMicros(text));
                }
            }
        }
    }

    @Tag("differential")
    @Test
    void fastAgreesWithPlainOnMutatedText() {
        Random random = new Random(7);
        FastDeclaredTimes fast = new FastDeclaredTimes(Optional.of(BERLIN));
        PlainDeclaredTimes plain = new PlainDeclaredTimes(Optional.of(BERLIN));
        String alphabet = "0123456789:-+.TZ /zt,[]UG";
        List<String> seeds = List.of(
                "2026-11-22T10:15:30.123456+01:00",
                "2026-11-22 10:15:30",
                "2024-02-29T00:00Z",
                "2026-10-25T02:30-0230",
                "2026-11-22 10:15:30.5 UTC",
                "2026-11-22t10:15:30+01:00[Europe/Berlin]");
        for (int i = 0; i < 40_000; i++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            String mutated = text.toString();
            assertThat(fast.micros(mutated)).as(mutated).isEqualTo(plain.micros(mutated));
        }
    }

    private static long both(Optional<ZoneId> zone, String text) {
        long fast = new FastDeclaredTimes(zone).micros(text);
        assertThat(new PlainDeclaredTimes(zone).micros(text)).isEqualTo(fast);
        return fast;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
