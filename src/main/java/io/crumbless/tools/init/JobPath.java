package io.crumbless.tools.init;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path as the job file writes it: from the job file's folder, with {@code {date}} where files bear days. */
final class JobPath {
    private static final String DATE = "{date}";
    private static final Pattern DAY = Pattern.compile("(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])");

    private JobPath() {}

    /** @param path with wildcards, absolute or a URI */
    static String of(Location path, Path folder, List<FileEntry> files) {
        String dated = dated(path, files);
        String first = dated.replaceFirst("(?s)/[^/]*[*?{\\[].*", "");
        if (!Location.of(first).isLocal()) {
            return dated;
        }
        Path fixed = Path.of(first);
        return folder.relativize(fixed) + dated.substring(first.length());
    }

    private static String dated(Location path, List<FileEntry> files) {
        String text = path.text();
        Matcher day = DAY.matcher(text);
        if (day.find()) {
            return day.replaceAll(Matcher.quoteReplacement(DATE));
        }
        for (int at = text.lastIndexOf('*'); at >= 0; at = text.lastIndexOf('*', at - 1)) {
            String candidate = text.substring(0, at) + DATE + text.substring(at + 1);
            if (files.stream().allMatch(file -> bearsDay(candidate, file).isPresent())) {
                return candidate;
            }
        }
        return text;
    }

    private static Optional<String> bearsDay(String candidate, FileEntry file) {
        Matcher day = DAY.matcher(file.location().text());
        while (day.find()) {
            Location dated = Location.of(candidate.replace(DATE, day.group()));
            if (Storage.globMatches(dated, file.location())) {
                return Optional.of(day.group());
            }
        }
        return Optional.empty();
    }
}
