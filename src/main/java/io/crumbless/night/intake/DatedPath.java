package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path with wildcards that may hold <code>{date}</code>: which files lie there, and which day each was delivered for.
 *
 * @param path absolute or a URI
 */
public record DatedPath(Location path) {
    private static final String DATE = "{date}";
    private static final String ANY_DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";
    private static final Pattern WRITTEN_DATE = Pattern.compile("(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])");

    /** A file and its day; null where the path bears none. */
    public record Dated(FileEntry file, @Nullable LocalDate date) {}

    private boolean bearsDate() {
        return path.text().contains(DATE);
    }

    /** All files for days up to and including the given one, and all files without a day, sorted by day and path. */
    public List<Dated> upTo(LocalDate businessDate) {
        Location pattern = anyDay();
        List<Dated> found = new ArrayList<>();
        for (FileEntry file : Storage.of(pattern).glob(pattern)) {
            if (!bearsDate()) {
                found.add(new Dated(file, null));
            } else {
                dateOf(file.location())
                        .filter(date -> !date.isAfter(businessDate))
                        .ifPresent(date -> found.add(new Dated(file, date)));
            }
        }
        if (bearsDate()) {
            found.sort((left, right) -> {
                int byDate = String.valueOf(left.date()).compareTo(String.valueOf(right.date()));
                return byDate != 0
                        ? byDate
                        : left.file().location().compareTo(right.file().location());
            });
        }
        return found;
    }

    /** Files that match but for their date, which is none, or lies beyond the given day: no night up to then reads them. */
    List<Dated> beyond(LocalDate last) {
        Location pattern = anyDay();
        List<Dated> beyond = new ArrayList<>();
        if (bearsDate()) {
            for (FileEntry file : Storage.of(pattern).glob(pattern)) {
                LocalDate date = dateOf(file.location()).orElse(null);
                if (date == null || date.isAfter(last)) {
                    beyond.add(new Dated(file, date));
                }
            }
        }
        return beyond;
    }

    /** Folders and links to nothing where files are expected. */
    List<FileEntry> others() {
        return Storage.of(path).globOthers(anyDay());
    }

    private Location anyDay() {
        return Location.of(path.text().replace(DATE, ANY_DATE));
    }

    /** The files of the latest day up to the given one. */
    List<Dated> latest(LocalDate businessDate) {
        List<Dated> all = upTo(businessDate);
        if (all.isEmpty()) {
            return all;
        }
        LocalDate last = all.get(all.size() - 1).date();
        return all.stream()
                .filter(dated -> last == null || last.equals(dated.date()))
                .toList();
    }

    /** The one date that, put for <code>{date}</code>, makes the path match. */
    private Optional<LocalDate> dateOf(Location file) {
        Matcher written = WRITTEN_DATE.matcher(file.text());
        while (written.find()) {
            String date = written.group();
            Location dated = Location.of(path.text().replace(DATE, date));
            if (Storage.globMatches(dated, file)) {
                return parsed(date);
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> parsed(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
