package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.Packing;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of a source's files but for letter case, how a file is packed, how a day is written, and what a file manager adds to
 * the name of a copy.
 *
 * @param pattern a glob of names without all that
 */
public record NearName(String pattern) {
    /** Any: a name alone may be blank, or look like an URI. */
    private static final String FOLDER = "/in/";

    private static final Pattern DAY = Pattern.compile("(?<![0-9])([0-9]{4})[-_.]?([0-9]{2})[-_.]?([0-9]{2})(?![0-9])");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{2})[-_.]([0-9]{2})[-_.]([0-9]{4})(?![0-9])");
    private static final Pattern COPY = Pattern.compile(" ?(\\([0-9]+\\)| - (copy|kopie)( \\([0-9]+\\))?)(?=\\.|$)");

    /** Of the last name of a path. */
    public static NearName of(DayPath path) {
        DayPath name = new DayPath(Location.of(path.path().name()));
        return new NearName(plain(name.anyIsoDay().text()));
    }

    /** Whether a file of this name would be one of the source's. */
    public boolean matches(String name) {
        return Storage.globMatches(Location.of(FOLDER + pattern), Location.of(FOLDER + plain(name)));
    }

    private static String plain(String name) {
        String unpacked = Packing.unpackedName(name.toLowerCase(Locale.ROOT));
        String original = COPY.matcher(unpacked).replaceAll("");
        return DAY.matcher(DAY_FIRST.matcher(original).replaceAll("$3-$2-$1")).replaceAll("$1-$2-$3");
    }
}
