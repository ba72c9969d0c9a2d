package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.delivery.TimeForm;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A time is read as written or refused; no zone is guessed. */
@Tag("unit")
class LegacyTimesTest {
    private final LegacyTimes withoutZone = new LegacyTimes(Optional.empty(), TimeForm.ISO);
    private final LegacyTimes berlin = new LegacyTimes(Optional.of(ZoneId.of("Europe/Berlin")), TimeForm.ISO);

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30Z, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30+01:00, 2026-11-22T09:15:30Z",
        "2026-11-22T10:15+0130, 2026-11-22T08:45:00Z",
        "2026-11-22T10:15:30.1234567-08, 2026-11-22T18:15:30.123456Z",
        "' 2026-02-28T23:59:59.9Z ', 2026-02-28T23:59:59.900Z",
    })
    void readsTimesWithOffset(String text, String expected) {
        assertThat(withoutZone.micros(text)).isEqualTo(micros(expected));
        assertThat(berlin.micros(text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30, 2026-11-22T09:15:30Z",
        "2026-07-01 10:15, 2026-07-01T08:15:00Z",
        "2026-07-01, 2026-06-30T22:00:00Z",
    })
    void readsLocalTimesWhereTheSourceNamesAZone(String text, String expected) {
        assertThat(berlin.micros(text)).isEqualTo(micros(expected));
        assertThat(withoutZone.micros(text)).isEqualTo(LegacyTimes.WITHOUT_ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T02:30:00", "2026-10-25T02:30:00"})
    void refusesTimesTheClockSkippedOrShowedTwice(String text) {
        assertThat(berlin.micros(text)).isEqualTo(LegacyTimes.AMBIGUOUS);
        assertThat(LegacyTimes.refusal(LegacyTimes.AMBIGUOUS)).isEqualTo(LegacyRefusal.TIME_AMBIGUOUS);
    }

    @Test
    void aDayBeginsWhereItsMidnightWasSkipped() {
        LegacyTimes beirut = new LegacyTimes(Optional.of(ZoneId.of("Asia/Beirut")), TimeForm.ISO);
        assertThat(beirut.micros("2026-03-29")).isEqualTo(micros("2026-03-28T22:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "46347",
                "22.11.2026",
                "2026-11-22T",
                "2026-11-22T10",
                "2026-11-22T10:1",
                "2026-11-22T10:15:",
                "2026-11-22T10:15:3Z",
                "2026-11-22T10:15:30.Z",
                "2026-11-22T10:15:30.1234567890Z",
                "2026-11-22T24:00:00Z",
                "2026-02-29T10:00:00Z",
                "2026-13-01",
                "1970-01-01T00:00:00Z",
                "9999-12-31T00:00:00Z",
                "2026-11-22X10:15:30Z",
                "2026-11-22T10:15:30ZZ",
                "2026-11-22T10:15:30+1",
                "2026-11-22T10:15:30+19:00",
                "2026-11-22T10:15:30+0160",
                "2026-11-22T10-15:30Z",
                "２０２６-11-22T10:15:30Z",
                "2026-11-22T10:15:30+01:0"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(berlin.micros(text)).isEqualTo(LegacyTimes.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u2003"})
    void nothingIsMissing(String text) {
        assertThat(berlin.micros(text)).isEqualTo(LegacyTimes.MISSING);
        assertThat(berlin.micros(null)).isEqualTo(LegacyTimes.MISSING);
    }

    @Test
    void agreesWithJavasParser() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            long seconds = 631_152_000L + (long) (random.nextDouble() * 6_600_000_000L);
            Instant instant = Instant.ofEpochSecond(seconds, random.nextInt(1_000_000) * 1_000L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60) - 18 * 60));
            OffsetDateTime time = instant.atOffset(offset);
            assertThat(withoutZone.micros(time.toString())).isEqualTo(micros(instant.toString()));
        }
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 1763712000, 2025-11-21T08:00:00Z",
        "epoch-seconds, 1763712000.25, 2025-11-21T08:00:00.250Z",
        "epoch-seconds, 1.763712E9, 2025-11-21T08:00:00Z",
        "epoch-millis, 1763712000123, 2025-11-21T08:00:00.123Z",
        "epoch-micros, 1763712000000001, 2025-11-21T08:00:00.000001Z"
    })
    void anEpochTimeIsANumberOfItsUnit(String word, String text, Instant time) {
        LegacyTimes times = new LegacyTimes(Optional.empty(), TimeForm.words().get(word));

        assertThat(times.micros(text)).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** Seconds read as milliseconds would be in 1970, milliseconds read as seconds in the far future. */
    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 1763712000123",
        "epoch-seconds, 2025-11-21T08:00:00Z",
        "epoch-millis, 1763712000",
        "epoch-micros, 1763712000123",
        "epoch-seconds, 0",
        "epoch-seconds, -1",
        "epoch-micros, 1E999999",
        "epoch-micros, 1E2147483647",
        "epoch-micros, 1E-2147483647",
        "epoch-millis, nan",
        "iso, 1763712000"
    })
    void anotherFormIsInvalid(String word, String text) {
        assertThat(new LegacyTimes(Optional.empty(), TimeForm.words().get(word)).micros(text))
                .isEqualTo(LegacyTimes.INVALID);
    }
}
