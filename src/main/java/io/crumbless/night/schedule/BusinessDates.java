package io.crumbless.night.schedule;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.Schedule;
import io.crumbless.night.job.Schedule.BusinessDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The business date for a moment. */
public final class BusinessDates {
    private BusinessDates() {}

    /**
     * The business date that a job would process at this moment: yesterday, unless its schedule specifies otherwise.
     */
    public static LocalDate on(JobFile job, Instant now) {
        return job.schedule().map(schedule -> of(schedule, now)).orElseGet(() -> day(now, job.zone())
                .minusDays(1));
    }

    /** The business date of a firing. */
    static LocalDate of(Schedule schedule, Instant firing) {
        LocalDate day = day(firing, schedule.zone());
        return schedule.businessDate() == BusinessDate.YESTERDAY ? day.minusDays(1) : day;
    }

    private static LocalDate day(Instant moment, ZoneId zone) {
        return LocalDate.ofInstant(moment, zone);
    }
}
