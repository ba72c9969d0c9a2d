package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: every moment of a year of four digits has its microseconds, on every Java. */
@Tag("unit")
class EpochMicrosTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.999999Z, -1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "2026-11-22T10:31:00.123456Z, 1795343460123456",
        "0000-01-01T00:00:00Z, -62167219200000000",
        "9999-12-31T23:59:59.999999Z, 253402300799999999"
    })
    void countsMicroseconds(Instant moment, long micros) {
        assertThat(EpochMicros.of(moment)).isEqualTo(micros);
        assertThat(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)).isEqualTo(moment.truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void aNightOfTheLastYearHasItsCutOff() {
        Night night = new Night(LocalDate.parse("9999-12-31"), ZoneOffset.UTC);
        assertThat(night.asOfMicros()).isEqualTo(253_402_300_800_000_000L);
    }
}
