package io.crumbless.night.scatter;

import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Counts, by attribute, declared days that programs write for no day, such as {@code 1900-01-01}. Somebody may be born on such a day, so
 * only unusually many are reported. For one thread.
 */
public final class PlaceholderDays {
    private static final String PLACEHOLDER = "placeholder-day:";
    private static final String DAYS = "days:";

    private static final Set<String> WRITTEN = Set.of(
            "1899-12-30",
            "1899-12-31",
            "1900-01-01",
            "1901-01-01",
            "1969-12-31",
            "1970-01-01",
            "2000-01-01",
            "2099-12-31",
            "9999-12-31");

    /** Fewer may be chance. */
    private static final long FEWEST = 3;

    /** One day in a hundred; births are spread over some 25,000 days. */
    private static final long SHARE = 100;

    private final Policy policy;
    private final Map<String, Long> counts = new HashMap<>();

    PlaceholderDays(Policy policy) {
        this.policy = policy;
    }

    /** @param value value of an admitted declaration */
    void see(Statement declaration, String value) {
        String attribute = declaration.attribute();
        boolean isDay = policy.attribute(attribute)
                .filter(known -> known.type() instanceof AttributeType.DateType)
                .isPresent();
        if (isDay) {
            counts.merge(DAYS + attribute, 1L, Long::sum);
            if (WRITTEN.contains(value)) {
                counts.merge(PLACEHOLDER + attribute + ' ' + value, 1L, Long::sum);
            }
        }
    }

    /** Adds to the counts of a part, unless such days of the source are intended. */
    void count(SortedMap<String, Long> all, String source, Set<AsDelivered> meant) {
        if (!meant.contains(AsDelivered.PLACEHOLDER_DAYS)) {
            counts.forEach((name, number) -> {
                int colon = name.indexOf(':') + 1;
                all.merge(name.substring(0, colon) + source + ' ' + name.substring(colon), number, Long::sum);
            });
        }
    }

    /** Reports days that unusually many declarations of an attribute have, by the counts of all parts. */
    public static List<String> notices(Map<String, Long> counts) {
        List<String> notices = new ArrayList<>();
        counts.forEach((name, number) -> {
            if (name.startsWith(PLACEHOLDER)) {
                String[] parts = name.substring(PLACEHOLDER.length()).split(" ", 3);
                long days = counts.getOrDefault(DAYS + parts[0] + ' ' + parts[1], 0L);
                if (number >= FEWEST && number * SHARE >= days) {
                    notices.add(Quantity.of(number, "value") + " of attribute '" + parts[1] + "' of source '" + parts[0]
                            + "' are " + parts[2] + ", of " + days
                            + ": programs write this day for no day, and it was used as the"
                            + " person's answer; deliver an empty field instead, or set as-delivered: ["
                            + AsDelivered.PLACEHOLDER_DAYS.word() + "] if this is intended");
                }
            }
        });
        return notices;
    }
}
