package io.crumbless.tools.init;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DayPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a path for the job file: relative to the folder of the job file, with {@code {date}} in place of dates in file
 * names.
 */
final class JobPath {
    /** Patterns of dates in file names, with their placeholders in a job file. */
    private static final Map<Pattern, String> DAYS = new LinkedHashMap<>();

    static {
        String year = "(?<![0-9])20[0-9]{2}";
        DAYS.put(Pattern.compile(year + "-[01][0-9]-[0-3][0-9](?![0-9])"), "{date}");
        DAYS.put(Pattern.compile(year + "/[01][0-9]/[0-3][0-9](?![0-9])"), "{date:yyyy/MM/dd}");
        DAYS.put(Pattern.compile(year + "[01][0-9][0-3][0-9](?![0-9])"), "{date:yyyyMMdd}");
    }

    private JobPath() {}

    /** @param path path with wildcards, absolute or a URI */
    static String of(Location path, Path folder, List<FileEntry> files) {
        String dated = dated(path.text(), files);
        String first = dated.replaceFirst("(?s)/[^/]*[*?{\\[].*", "");
        if (!Location.of(first).isLocal()) {
            return dated;
        }
        return folder.relativize(Path.of(first)) + dated.substring(first.length());
    }

    private static String dated(String path, List<FileEntry> files) {
        if (DayPath.of(path).bearsDate()) {
            return path;
        }
        for (Map.Entry<Pattern, String> day : DAYS.entrySet()) {
            Matcher written = day.getKey().matcher(path);
            String dated = written.replaceAll(Matcher.quoteReplacement(day.getValue()));
            if (!dated.equals(path) && allBearADay(dated, files)) {
                return dated;
            }
        }
        for (int at = path.lastIndexOf('*'); at >= 0; at = path.lastIndexOf('*', at - 1)) {
            for (String day : DAYS.values()) {
                String dated = path.substring(0, at) + day + path.substring(at + 1);
                if (allBearADay(dated, files)) {
                    return dated;
                }
            }
        }
        return path;
    }

    private static boolean allBearADay(String dated, List<FileEntry> files) {
        DayPath path = DayPath.of(dated);
        return files.stream().allMatch(file -> path.dayOf(file.location()).isPresent());
    }
}
