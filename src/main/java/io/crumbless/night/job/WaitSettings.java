package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a night waits for before it begins; {@code wait-for} of a job file.
 *
 * @param files paths that must each match a file for the business date
 * @param sums list of {@code sha256sum} for the business date, whose files must match it; empty for none
 * @param after names of jobs in the same control database that must have published the business date
 * @param settledFor how long files must have been unchanged; zero for no requirement
 * @param atMost how long the night waits after it was due, before it is refused
 * @param every interval between checks
 */
public record WaitSettings(
        List<DayPath> files,
        Optional<DayPath> sums,
        List<String> after,
        Duration settledFor,
        Duration atMost,
        Duration every) {
    /** A file that is late at night is usually there by the morning. */
    public static final Duration DEFAULT_AT_MOST = Duration.ofHours(4);

    /** Each check lists a folder. */
    public static final Duration DEFAULT_EVERY = Duration.ofMinutes(1);

    /** A night begins at once. */
    public static final WaitSettings NONE =
            new WaitSettings(List.of(), Optional.empty(), List.of(), Duration.ZERO, DEFAULT_AT_MOST, DEFAULT_EVERY);

    public WaitSettings {
        files = List.copyOf(files);
        after = List.copyOf(after);
    }

    /** @param resolved resolves a path relative to the job file */
    static WaitSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        List<DayPath> files = texts(mapping, "files").stream()
                .map(path -> path(mapping, "files", path, resolved))
                .toList();
        Optional<DayPath> sums = mapping.optionalString("sums").map(path -> path(mapping, "sums", path, resolved));
        List<String> after = texts(mapping, "after");
        if (files.isEmpty() && sums.isEmpty() && after.isEmpty()) {
            mapping.problem(
                    "files", "Missing wait-for.files, wait-for.sums or wait-for.after: name what is waited for");
        }
        WaitSettings settings = new WaitSettings(
                files,
                sums,
                after,
                duration(mapping, "settled-for", Duration.ZERO),
                duration(mapping, "at-most", DEFAULT_AT_MOST),
                duration(mapping, "every", DEFAULT_EVERY));
        if (settings.every().isZero()) {
            mapping.problem("every", mapping.name("every") + " must be more than nothing");
        }
        mapping.finish();
        return settings;
    }

    private static List<String> texts(YamlMapping mapping, String key) {
        return mapping.has(key)
                ? mapping.texts(key).stream().map(SettingText::text).toList()
                : List.of();
    }

    /** A path without a date would always match after the first night. */
    private static DayPath path(YamlMapping mapping, String key, String path, UnaryOperator<String> resolved) {
        DayPath day = new DayPath(Location.of(resolved.apply(path)));
        Optional<String> fault = DayPath.fault(path);
        if (fault.isPresent()) {
            mapping.problem(key, "Invalid path in " + mapping.name(key) + ": " + fault.get());
        } else if (!day.bearsDate()) {
            mapping.problem(
                    key,
                    "Invalid path in " + mapping.name(key)
                            + ": it contains no day, so its files would be there on every night; add {date}");
        }
        return day;
    }

    private static Duration duration(YamlMapping mapping, String key, Duration otherwise) {
        return mapping.optionalParsed(key, WaitSettings::duration).orElse(otherwise);
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("it must not be negative");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is no duration such as PT90M or PT4H", e);
        }
    }

    public boolean isForNothing() {
        return files.isEmpty() && sums.isEmpty() && after.isEmpty();
    }

    /** The same settings for a night that has waited already: it checks once. */
    public WaitSettings overdue() {
        return new WaitSettings(files, sums, after, settledFor, Duration.ZERO, every);
    }
}
