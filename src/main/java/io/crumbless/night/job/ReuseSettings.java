package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether results of legacy deliveries are kept for the next night; {@code reuse} of a job file. It does not change a
 * byte of the output. Off by default, because what is kept is another copy of personal data.
 *
 * @param keepBytes maximum size of what is kept; empty if nothing is
 */
public record ReuseSettings(OptionalLong keepBytes) {
    /** Every night reads everything. */
    public static final ReuseSettings NONE = new ReuseSettings(OptionalLong.empty());

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([mgt])b?");
    private static final Map<String, Integer> UNIT_BITS = Map.of("m", 20, "g", 30, "t", 40);

    static ReuseSettings read(YamlMapping mapping) {
        long bytes = mapping.parsed("keep", ReuseSettings::bytes, 1L);
        mapping.finish();
        return new ReuseSettings(OptionalLong.of(bytes));
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new IllegalArgumentException("expected a whole number and m, g or t, such as 20g");
        }
        return Long.parseLong(size.group(1)) << UNIT_BITS.getOrDefault(size.group(2), 0);
    }

    /** Whether anything is kept. */
    public boolean isOn() {
        return keepBytes.isPresent();
    }
}
