package io.crumbless.night.job;

import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When a job runs; {@code schedule} of a job file.
 *
 * @param cron seconds, minutes, hours, day of month, month, day of week
 * @param zone in which {@code cron} is read
 * @param businessDate the business date of a firing
 */
public record Schedule(String cron, ZoneId zone, BusinessDate businessDate) {
    /** The business date of a firing, relative to its local date. */
    public enum BusinessDate {
        /** The previous day: for jobs that run after midnight. */
        YESTERDAY,
        /** The same day: for jobs that run before midnight. Statements made later that day wait for the next run. */
        TODAY
    }

    private static final Map<String, BusinessDate> BUSINESS_DATES =
            Names.words(List.of(BusinessDate.values()), value -> value.name().toLowerCase(Locale.ROOT));

    static Schedule read(YamlMapping mapping) {
        String cron = mapping.string("cron");
        mapping.optionalParsed("cron", Cron::parse);
        ZoneId zone = mapping.parsed("zone", Schedule::zone, ZoneOffset.UTC);
        BusinessDate businessDate =
                mapping.optionalWord("business-date", BUSINESS_DATES).orElse(BusinessDate.YESTERDAY);
        mapping.finish();
        return new Schedule(cron, zone, businessDate);
    }

    /** @throws IllegalArgumentException if the text is not the name of a zone, or is an offset other than UTC */
    static ZoneId zone(String text) {
        ZoneId zone = ZoneId.of(text);
        if (zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("an offset knows no daylight saving; name a zone such as Europe/Berlin");
        }
        return zone;
    }
}
