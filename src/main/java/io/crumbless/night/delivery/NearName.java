package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.Packing;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Matches names similar to those of a source's files: with differences in letter case, dashes, surrounding blanks,
 * suffixes of compression or encryption, date format, the additions of file managers for copies, and suffixes of
 * spreadsheets and editors.
 *
 * @param pattern a glob for names without these differences
 */
public record NearName(String pattern) {
    /** An arbitrary folder, because a bare name may be blank or look like a URI. */
    private static final String FOLDER = "/in/";

    private static final Pattern DAY = Pattern.compile("(?<![0-9])([0-9]{4})[-_.]?([0-9]{2})[-_.]?([0-9]{2})(?![0-9])");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{2})[-_.]([0-9]{2})[-_.]([0-9]{4})(?![0-9])");
    private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");

    /** Suffixes that spreadsheets and editors give to a CSV file. */
    private static final Pattern OF_PROGRAMS =
            Pattern.compile("(?:\\.csv)?\\.(?:xlsx?|ods|numbers)$|(?<=\\.(?:csv|jsonl|json))\\.txt$");

    private static final Pattern ENCRYPTED = Pattern.compile("\\.(?:gpg|pgp|asc|age|enc|aes)$");

    private static final Pattern COPY_OF = Pattern.compile("^(?:copy of|kopie von|copie de|copia di|copia de) ");

    private static final Pattern COPY = Pattern.compile(" ?(\\([0-9]+\\)| - (copy|kopie)( \\([0-9]+\\))?)(?=\\.|$)");

    /** For the last segment of a path. */
    public static NearName of(DayPath path) {
        DayPath name = new DayPath(Location.of(path.path().name()));
        return new NearName(plain(name.anyIsoDay().text()));
    }

    /** Whether a file with this name seems to belong to the source. */
    public boolean matches(String name) {
        return Storage.globMatches(Location.of(FOLDER + pattern), Location.of(FOLDER + plain(name)));
    }

    private static String plain(String name) {
        String lower = DASHES.matcher(name.toLowerCase(Locale.ROOT).strip()).replaceAll("-");
        String decrypted = ENCRYPTED.matcher(withoutPoints(lower)).replaceAll("");
        String unpacked = Packing.unpackedName(decrypted);
        String ofDelivery = OF_PROGRAMS
                .matcher(unpacked)
                .replaceAll(ending -> ending.group().endsWith(".txt") ? "" : ".csv");
        String original =
                COPY_OF.matcher(COPY.matcher(ofDelivery).replaceAll("")).replaceAll("");
        return DAY.matcher(DAY_FIRST.matcher(original).replaceAll("$3-$2-$1")).replaceAll("$1-$2-$3");
    }

    /** Without trailing dots, which Windows removes. */
    private static String withoutPoints(String name) {
        return name.replaceAll("(?<=[^.])\\.+$", "");
    }
}
