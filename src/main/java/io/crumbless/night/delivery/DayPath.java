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
 * A path with wildcards, in whose names the day may stand that a file was delivered for.
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

    /** Letters and how many of them may stand for a number, with signs between. */
    private static final Pattern FORM =
            Pattern.compile("(?:(?<!y)yyyy(?!y)|(?<!M)MM?(?!M)|(?<!d)dd?(?!d)|[^A-Za-z'\\[\\]#{}*?])+");

    private static final LocalDate SAMPLE = LocalDate.of(2026, 11, 22);

    /** One or two digits. */
    private static final String SHORT = "{[0-9],[0-9][0-9]}";

    /** A path that may hold such days, as a job file writes it. */
    public static DayPath of(String path) {
        return new DayPath(Location.of(path));
    }

    /** Whether names hold the day. */
    public boolean bearsDate() {
        return DAY.matcher(path.text()).find();
    }

    /** What is wrong with the days in a path; empty where nothing is. */
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

    /** The forms in a path, in its order. */
    private static List<String> forms(String path) {
        return DAY.matcher(path).results().map(DayPath::form).toList();
    }

    private static String form(MatchResult day) {
        return day.group(1) != null ? day.group(1) : day.group(2) != null ? day.group(2) : ISO;
    }

    /** The files of a day: a glob. */
    public Location on(LocalDate day) {
        return replaced(form -> formatter(form).format(day));
    }

    /** The files of all days, and others whose names look so: a glob. */
    public Location anyDay() {
        return replaced(form -> digits(form, false));
    }

    /** As {@link #anyDay}, of days as ISO 8601 writes them, whatever the form of the path. */
    Location anyIsoDay() {
        return replaced(form -> digits(ISO, false));
    }

    /** The path with other text for its days, such as shows how it is meant. */
    private Location replaced(UnaryOperator<String> text) {
        return Location.of(DAY.matcher(path.text()).replaceAll(day -> Matcher.quoteReplacement(text.apply(form(day)))));
    }

    /** @param captured whether each number is to be returned, see {@link Storage#globCaptures} */
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

    /** The day in the names of a file that matches; empty where there is no such day. */
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
            // A number that stands there twice must be the same.
            return Optional.of(LocalDate.parse(written, formatter(String.join("|", forms))));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The path as it is meant for a day, for messages. */
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
     * What lies there.
     *
     * @param path of the files
     * @param files sorted by path
     */
    public record Listing(DayPath path, List<FileEntry> files) {}

    /**
     * Files of all days. Where folders alone match, as {@code segments.parquet} that Spark wrote, they are those in them, at any
     * depth, and the path is theirs.
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

    /** Whether it stands for files of folders at any depth, so that folders are nothing else. */
    public boolean isOfFolders() {
        return path.name().equals(ANY_DEPTH);
    }
}
