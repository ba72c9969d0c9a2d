package io.crumbless.warehouse.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of staging folders of commands that run beside nights and take no lock: nights leave them alone for a day,
 * after which their command must have been killed.
 */
public final class BesideNights {
    private static final Pattern NAME = Pattern.compile("beside-([0-9]{1,15})-[0-9a-f-]{36}");
    private static final Duration LONGEST = Duration.ofDays(1);

    private BesideNights() {}

    /** A unique name. */
    public static String name(Instant now) {
        return "beside-" + now.toEpochMilli() + "-" + UUID.randomUUID();
    }

    static boolean mayBeInUse(String name, Instant now) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                && Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))
                        .plus(LONGEST)
                        .isAfter(now);
    }
}
