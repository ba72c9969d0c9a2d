package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path with wildcards and possibly the date for which a file was delivered.
 *
 * <pre>
 * {date}                                         2026-11-22
 * {date:yyyyMMdd}, {date:yyyy/MM/dd}             20261122, 2026/11/22; years, months and days as numbers
 * year={date:yyyy}/month={date:M}/day={date:d}   a part of it at a time; {yyyy} is short for {date:yyyy}
 * </pre>
 *
 * @param path absolute or a URI
 */
public record DayPath(Location path) {
    private static final Pattern DAY = Pattern.compile("\\{(?:date|date:([^{},]+)|([yMd][yMd_./-]*))}");
    private static final String ISO = "yyyy-MM-dd";
    private static final String ANY_DEPTH = "**";

    /** A date format: letters repeated for each number, with separators. */
    private static final Pattern FORM =
            Pattern.compile("(?:(?<!y)yyyy(?!y)|(?<!M)MM?(?!M)|(?<!d)dd?(?!d)|[^A-Za-z'\\[\\]#{}*?])+");

    private static final LocalDate SAMPLE = LocalDate.of(2026, 11, 22);

    /** One or two digits. */
    private static final String SHORT = "{[0-9],[0-9][0-9]}";

    /** A path in a job file, possibly with dates. */
    public static DayPath of(String path) {
        return new DayPath(Location.of(path));
    }

    /** Whether the path contains a date. */
    public boolean bearsDate() {
        return DAY.matcher(path.text()).find();
    }

    /** The fault of the dates in a path; empty if there is none. */
    public static Optional<String> fault(String path) {
        if (!DAY.matcher(path).find()) {
            return Optional.empty();
        }
        List<String> forms = forms(path);
        for (String form : forms) {
            if (!FORM.matcher(form).matches()) {
                return Optional.of("'" + form
                        + "' is not a format of a day: write yyyy, MM or M, dd or d with punctuation between them, as "
                        + "in {date:yyyyMMdd}");
            }
        }
        String written = String.join("|", forms.stream().map(DayPath::sample).toList());
        return parsed(forms, written).filter(SAMPLE::equals).isPresent()
                ? Optional.empty()
                : Optional.of("'" + String.join("', '", forms) + "' name no day: year, month and day must be in it");
    }

    private static String sample(String form) {
        return formatter(form).format(SAMPLE);
    }

    private static DateTimeFormatter formatter(String form) {
        return DateTimeFormatter.ofPattern(form.replace('y', 'u'), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The date formats in a path, in order. */
    private static List<String> forms(String path) {
        return DAY.matcher(path).results().map(DayPath::form).toList();
    }

    private static String form(MatchResult day) {
        return day.group(1) != null ? day.group(1) : day.group(2) != null ? day.group(2) : ISO;
    }

    /** A glob for the files of a date. */
    public Location on(LocalDate day) {
        return replaced(form -> formatter(form).format(day));
    }

    /** A glob for the files of all dates, and others with similar names. */
    public Location anyDay() {
        return replaced(form -> digits(form, false));
    }

    /** As {@link #anyDay}, for ISO 8601 dates, whatever the format in the path. */
    Location anyIsoDay() {
        return replaced(form -> digits(ISO, false));
    }

    /** The path with its dates replaced by other text. */
    private Location replaced(UnaryOperator<String> text) {
        return Location.of(DAY.matcher(path.text()).replaceAll(day -> Matcher.quoteReplacement(text.apply(form(day)))));
    }

    /** @param captured whether each number is a group, see {@link Storage#globCaptures} */
    private static String digits(String form, boolean captured) {
        StringBuilder glob = new StringBuilder();
        for (int i = 0; i < form.length(); ) {
            char c = form.charAt(i);
            int end = i;
            while (end < form.length() && form.charAt(end) == c) {
                end++;
            }
            if (Character.isLetter(c)) {
                String digits = end - i == 1 ? SHORT : "[0-9]".repeat(end - i);
                glob.append(captured ? Storage.CAPTURE + digits + Storage.END_OF_CAPTURE : digits);
            } else {
                glob.append(form, i, end);
            }
            i = end;
        }
        return glob.toString();
    }

    /** The date in the path of a matching file; empty if it is invalid. */
    public Optional<LocalDate> dayOf(Location file) {
        List<String> forms = forms(path.text());
        List<String> letters = forms.stream()
                .map(form ->
                        form.replaceAll("[^yMd]+", "|").replaceAll("(?<=y)(?=[Md])|(?<=M)(?=[yd])|(?<=d)(?=[yM])", "|"))
                .toList();
        return Storage.globCaptures(replaced(form -> digits(form, true)), file)
                .flatMap(numbers -> parsed(letters, String.join("|", numbers)));
    }

    private static Optional<LocalDate> parsed(List<String> forms, String written) {
        try {
            // Repeated numbers must be equal.
            return Optional.of(LocalDate.parse(written, formatter(String.join("|", forms))));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The path for a date, for messages. */
    public String readable(LocalDate day) {
        String forms = DAY.matcher(path.text())
                .results()
                .map(MatchResult::group)
                .distinct()
                .map(group -> group + " is written as " + new DayPath(Location.of(group)).on(day))
                .collect(Collectors.joining(", "));
        return on(day).readable() + (forms.isEmpty() ? "" : " (" + forms + ")");
    }

    /**
     * The matching files.
     *
     * @param path path of the files
     * @param files sorted by path
     */
    public record Listing(DayPath path, List<FileEntry> files) {}

    /**
     * Files of all dates. If only folders match, such as {@code segments.parquet} written by Spark, they are the files
     * in them, at any depth.
     */
    public Listing list() {
        List<FileEntry> files = glob();
        Location all = anyDay();
        if (!files.isEmpty() || Storage.of(all).globOthers(all).stream().noneMatch(FileEntry::isFolder)) {
            return new Listing(this, files);
        }
        DayPath inFolders = new DayPath(path.resolve(ANY_DEPTH));
        return new Listing(inFolders, inFolders.glob());
    }

    private List<FileEntry> glob() {
        Location all = anyDay();
        return Storage.of(all).glob(all);
    }

    /** Whether it matches files in folders at any depth, so that folders have no other meaning. */
    public boolean isOfFolders() {
        return path.name().equals(ANY_DEPTH);
    }
}
