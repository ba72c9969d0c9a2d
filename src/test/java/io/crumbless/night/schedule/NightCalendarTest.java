package io.crumbless.night.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.Schedule;
import io.crumbless.night.job.Schedule.BusinessDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: a time on the wall fires once, whatever daylight saving does to it, and works on the day it should. */
@Tag("unit")
class NightCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void firesOnceOnTheDayThatSkipsTheTime() {
        assertThat(firings("0 30 2 * * *", "2026-03-27T12:00:00Z", "2026-03-31T12:00:00Z"))
                .extracting(firing -> firing.at().toString())
                .containsExactly(
                        "2026-03-28T01:30:00Z", // 02:30+01:00
                        "2026-03-29T01:30:00Z", // 02:30 does not exist; 03:30+02:00
                        "2026-03-30T00:30:00Z", // 02:30+02:00
                        "2026-03-31T00:30:00Z");
    }

    @Test
    void firesOnceOnTheDayThatRepeatsTheTime() {
        assertThat(firings("0 30 2 * * *", "2026-10-23T12:00:00Z", "2026-10-27T12:00:00Z"))
                .extracting(firing -> firing.at().toString())
                .containsExactly(
                        "2026-10-24T00:30:00Z", // 02:30+02:00
                        "2026-10-25T00:30:00Z", // 02:30+02:00, and not again at 02:30+01:00
                        "2026-10-26T01:30:00Z", // 02:30+01:00
                        "2026-10-27T01:30:00Z");
    }

    @Test
    void worksOnEveryDayOfTheYearOnce() {
        List<LocalDate> dates = firings("0 30 2 * * *", "2026-01-01T12:00:00Z", "2027-01-01T12:00:00Z").stream()
                .map(Firing::businessDate)
                .toList();

        assertThat(dates)
                .containsExactlyElementsOf(LocalDate.parse("2026-01-01")
                        .datesUntil(LocalDate.parse("2027-01-01"))
                        .toList());
    }

    @Test
    void findsTheLastTimeThatHasPassed() {
        NightCalendar calendar = calendar("0 30 2 * * *", BusinessDate.YESTERDAY);

        assertThat(calendar.last(Instant.parse("2026-03-29T01:29:59Z")))
                .contains(new Firing(Instant.parse("2026-03-28T01:30:00Z"), LocalDate.parse("2026-03-27")));
        assertThat(calendar.last(Instant.parse("2026-03-29T01:30:00Z")))
                .contains(new Firing(Instant.parse("2026-03-29T01:30:00Z"), LocalDate.parse("2026-03-28")));
        assertThat(calendar("0 0 3 1 1 *", BusinessDate.YESTERDAY).last(Instant.parse("2026-11-23T08:00:00Z")))
                .contains(new Firing(Instant.parse("2026-01-01T02:00:00Z"), LocalDate.parse("2025-12-31")));
    }

    @Test
    void findsAMovedTimeFromWithinTheHourAfterTheGap() {
        NightCalendar calendar = calendar("0 30 2 * * *", BusinessDate.YESTERDAY);

        assertThat(calendar.after(Instant.parse("2026-03-29T01:10:00Z")))
                .contains(new Firing(Instant.parse("2026-03-29T01:30:00Z"), LocalDate.parse("2026-03-28")));
    }

    @Test
    void skipsTheSecondPassOfARepeatedTime() {
        NightCalendar calendar = calendar("0 30 2 * * *", BusinessDate.YESTERDAY);

        assertThat(calendar.after(Instant.parse("2026-10-25T01:15:00Z")))
                .map(Firing::at)
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void worksOnTheSameDayWhereTheScheduleSaysSo() {
        NightCalendar calendar = calendar("0 30 23 * * *", BusinessDate.TODAY);

        assertThat(calendar.after(Instant.parse("2026-11-22T12:00:00Z")))
                .map(Firing::businessDate)
                .contains(LocalDate.parse("2026-11-22"));
    }

    @Test
    void knowsItsOwnTimes() {
        NightCalendar calendar = calendar("0 30 2 * * *", BusinessDate.YESTERDAY);

        assertThat(calendar.names(Instant.parse("2026-11-22T01:30:00Z"))).isTrue();
        assertThat(calendar.names(Instant.parse("2026-11-22T01:31:00Z"))).isFalse();
    }

    @Test
    void hasNoFiringForADayThatNeverComes() {
        assertThat(calendar("0 0 0 31 2 *", BusinessDate.YESTERDAY).after(Instant.parse("2026-11-22T12:00:00Z")))
                .isEmpty();
    }

    private static List<Firing> firings(String cron, String from, String to) {
        NightCalendar calendar = calendar(cron, BusinessDate.YESTERDAY);
        List<Firing> firings = new ArrayList<>();
        Optional<Firing> next = calendar.after(Instant.parse(from));
        while (next.isPresent() && next.get().at().isBefore(Instant.parse(to))) {
            firings.add(next.get());
            next = calendar.after(next.get().at());
        }
        return firings;
    }

    private static NightCalendar calendar(String cron, BusinessDate businessDate) {
        return new NightCalendar(new Schedule(cron, BERLIN, businessDate));
    }
}
