package io.crumbless.warehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines are those of the law of the person's place, and never later. */
@Tag("unit")
class DeadlineTest {
    /** The first two are the examples of the EDPB's Guidelines 01/2022, marginal number 160 and following. */
    @ParameterizedTest
    @CsvSource({
        "DE, 2026-03-05, 2026-04-06, 2026-06-05",
        "FR, 2026-08-31, 2026-09-30, 2026-11-30",
        "AT, 2026-01-31, 2026-03-02, 2026-04-30",
        "NO, 2026-11-30, 2026-12-30, 2027-03-01",
        "GB, 2026-11-13, 2026-12-14, 2027-02-15",
        "US-CA, 2026-11-30, 2027-01-14, 2027-02-28",
        "US-VA, 2026-11-30, 2027-01-14, 2027-02-28",
        "US-IA, 2026-11-30, 2027-02-28, 2027-04-14",
        "CA, 2026-11-30, 2026-12-30, 2027-01-29",
        "CA-ON, 2026-11-30, 2026-12-30, 2027-01-29",
        "CH, 2026-11-30, 2026-12-30, 2027-01-29",
    })
    void countsAsTheLawDoes(String place, LocalDate received, LocalDate due, LocalDate extended) {
        ResponseTime time = ResponseTime.of(RequestKind.ACCESS, place);

        assertThat(time.due(received)).isEqualTo(due);
        assertThat(time.dueExtended(received)).contains(extended);
    }

    @ParameterizedTest
    @CsvSource({
        "CA-QC, ACCESS, 2026-12-30",
        "'', ACCESS, 2026-12-30",
        "JP, ACCESS, 2026-12-30",
        "US-CA, OPT_OUT, 2026-12-21"
    })
    void knowsWhereThereIsNoExtension(String place, RequestKind kind, LocalDate due) {
        ResponseTime time = ResponseTime.of(kind, place);

        assertThat(time.due(LocalDate.parse("2026-11-30"))).isEqualTo(due);
        assertThat(time.dueExtended(LocalDate.parse("2026-11-30"))).isEmpty();
    }

    @Test
    void aPlaceWhoseLawIsNotKnownCitesNone() {
        assertThat(ResponseTime.of(RequestKind.ACCESS, "JP").cite()).isEmpty();
    }

    @Test
    void theDayItselfIsTheLastOne() {
        Deadline deadline = new Deadline(LocalDate.parse("2026-12-30"), false, "");

        assertThat(deadline.hasPassed(LocalDate.parse("2026-12-30"))).isFalse();
        assertThat(deadline.daysLeft(LocalDate.parse("2026-12-30"))).isEqualTo(1);
        assertThat(deadline.hasPassed(LocalDate.parse("2026-12-31"))).isTrue();
        assertThat(deadline.daysLeft(LocalDate.parse("2026-12-31"))).isZero();
    }
}
