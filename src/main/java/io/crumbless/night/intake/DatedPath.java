package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.DayPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path with wildcards and possibly a date, see {@link DayPath}: which files it matches, and for which day each was
 * delivered.
 *
 * @param path absolute or a URI
 */
public record DatedPath(Location path) {
    /** A file and its date; null if the path has none. */
    public record Dated(FileEntry file, @Nullable LocalDate date) {}

    private DayPath.Listing list() {
        return new DayPath(path).list();
    }

    /** All files for days up to and including the given one, and all files without a date, sorted by date and path. */
    public List<Dated> upTo(LocalDate businessDate) {
        DayPath.Listing listing = list();
        DayPath days = listing.path();
        List<Dated> found = new ArrayList<>();
        for (FileEntry file : listing.files()) {
            if (!days.bearsDate()) {
                found.add(new Dated(file, null));
            } else {
                days.dayOf(file.location())
                        .filter(date -> !date.isAfter(businessDate))
                        .ifPresent(date -> found.add(new Dated(file, date)));
            }
        }
        if (days.bearsDate()) {
            found.sort((left, right) -> {
                int byDate = String.valueOf(left.date()).compareTo(String.valueOf(right.date()));
                return byDate != 0
                        ? byDate
                        : left.file().location().compareTo(right.file().location());
            });
        }
        return found;
    }

    /**
     * Files that match except for their date, which is invalid or after the given day: no night up to then reads them.
     */
    List<Dated> beyond(LocalDate last) {
        List<Dated> beyond = new ArrayList<>();
        if (new DayPath(path).bearsDate()) {
            DayPath.Listing listing = list();
            DayPath days = listing.path();
            for (FileEntry file : listing.files()) {
                LocalDate date = days.dayOf(file.location()).orElse(null);
                if (date == null || date.isAfter(last)) {
                    beyond.add(new Dated(file, date));
                }
            }
        }
        return beyond;
    }

    /** Matches that are not files: folders, and broken links. */
    List<FileEntry> others() {
        DayPath days = list().path();
        Location pattern = days.anyDay();
        return Storage.of(pattern).globOthers(pattern).stream()
                .filter(other -> !days.isOfFolders() || !other.isFolder())
                .toList();
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
}
