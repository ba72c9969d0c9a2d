package io.crumbless.night.job;

import java.time.ZoneId;

/**
 * When a job runs; {@code schedule} of a job file.
 *
 * @param cron seconds, minutes, hours, day of month, month, day of week
 * @param zone in which {@code cron} is read
 * @param businessDate which day a firing works on
 */
public record Schedule(String cron, ZoneId zone, BusinessDate businessDate) {
    /** Which day a firing works on, by the local date of the firing. */
    public enum BusinessDate {
        /** The day that has ended: for jobs that run after midnight. */
        YESTERDAY,
        /** The day itself: for jobs that run before midnight. Statements made later that day wait for the next run. */
        TODAY
    }
}
