package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects missing parts of a delivery whose names contain their number and total, {@code links-00000-of-00003.csv}, as
 * written by Beam, Dataflow and people.
 */
final class NumberedParts {
    private static final Pattern NAME =
            Pattern.compile("(.*?)(?<![0-9])([0-9]{1,6})([-_ ]?of[-_ ]?)([0-9]{1,6})(?![0-9])(.*)", Pattern.DOTALL);

    /**
     * The week or month of a year, as in {@code links-05-of-2026.csv}; programs write both numbers with equally many
     * digits.
     */
    private static final Pattern OF_A_YEAR = Pattern.compile("[0-9]{1,3} 20[0-9]{2}");

    /** A larger number in a name has another meaning. */
    private static final int MOST = 100_000;

    private NumberedParts() {}

    /**
     * A notice for each incomplete delivery.
     *
     * @param label name of a location in notices
     */
    static List<String> notices(String source, List<FileEntry> found, Function<Location, String> label) {
        Map<String, Set<Integer>> numbers = new LinkedHashMap<>();
        Map<String, Location> first = new LinkedHashMap<>();
        Map<String, Integer> totals = new LinkedHashMap<>();
        for (FileEntry file : found) {
            Matcher name = NAME.matcher(file.location().name());
            if (name.matches()
                    && !OF_A_YEAR.matcher(name.group(2) + " " + name.group(4)).matches()) {
                String delivery = file.location().parent() + "/" + name.group(1) + name.group(3) + name.group(4) + "/"
                        + name.group(5);
                numbers.computeIfAbsent(delivery, any -> new TreeSet<>()).add(Integer.valueOf(name.group(2)));
                first.putIfAbsent(delivery, file.location());
                totals.put(delivery, Integer.valueOf(name.group(4)));
            }
        }
        List<String> notices = new ArrayList<>();
        totals.forEach((delivery, total) -> {
            int missing = total > MOST
                    ? 0
                    : total - numbers.getOrDefault(delivery, Set.of()).size();
            if (missing > 0) {
                notices.add(Quantity.of(missing, "part") + " of the " + total + " that "
                        + label.apply(first.get(delivery)) + " of source '" + source + "' names "
                        + (missing == 1 ? "is" : "are") + " not there, and " + (missing == 1 ? "its" : "their")
                        + " records are missing; have the delivery completed, and run again");
            }
        });
        return notices;
    }
}
