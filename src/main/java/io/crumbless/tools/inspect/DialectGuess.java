package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Recognises the delimiter, quote, encoding and header of a CSV file by trial: the right ones give records of equal
 * length.
 */
final class DialectGuess {
    private static final char[] DELIMITERS = {',', ';', '\t', '|', '\u0001'};
    private static final int MOST_ROWS = 500;

    /** Minimum share of records that must have the length of the header. */
    private static final double LEAST_SOUND = 0.5;

    /** Maximum number of lines above the header, such as titles and report dates. */
    private static final int MOST_LINES_ABOVE = 8;

    /** Characters that may start a comment line. */
    private static final String COMMENTS = "#;%!";

    /** Deviations from RFC 4180 by common writers, without which some records would be malformed. */
    private static final List<CsvOptions> WRITERS = List.of(
            new CsvOptions('\\', CsvOptions.NONE, 0, 0, false, Set.of(), false),
            new CsvOptions(CsvOptions.NONE, CsvOptions.NONE, 0, 0, false, Set.of(), true));

    private DialectGuess() {}

    /** The result of parsing the first bytes with a dialect. */
    private record Trial(CsvDialect dialect, List<String> first, List<List<String>> rows, double sound) {
        /** More columns are better, unless fewer records are well-formed. */
        double score() {
            return sound * Math.min(first.size(), 50) + (first.size() > 1 ? 10 * sound : 0);
        }
    }

    static FileForm of(byte[] head, FileEntry file) throws IOException {
        byte[] whole = head.length < FormGuess.HEAD_BYTES ? head : uptoLastLine(head);
        Charset encoding = isUtf8(whole) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        Optional<Trial> best = Optional.empty();
        for (char delimiter : DELIMITERS) {
            for (char quote : new char[] {'"', CsvDialect.NO_QUOTE}) {
                CsvDialect dialect = new CsvDialect(delimiter, quote, encoding, List.of(), true);
                Optional<Trial> trial = trial(whole, dialect, file);
                double least = best.map(Trial::score).orElse(0.0);
                best = trial.filter(one -> one.score() > least).or(bestSoFar(best));
            }
        }
        boolean toTheEnd = head.length < FormGuess.HEAD_BYTES;
        boolean columns = best.isPresent() && best.get().first().size() > 1;
        Optional<Trial> other =
                columns ? refined(whole, best.get(), file) : belowOthers(whole, toTheEnd, encoding, file);
        Optional<Trial> chosen = other.or(bestSoFar(best));
        if (chosen.isEmpty()) {
            return FileForm.unread("a text of which no record can be read as CSV or JSON Lines");
        }
        return form(toTheEnd ? counted(whole, chosen.get(), file) : chosen.get(), encoding);
    }

    /** The trial with a further deviation, if more records are well-formed with it. */
    private static Optional<Trial> refined(byte[] head, Trial plain, FileEntry file) throws IOException {
        Trial best = plain;
        boolean quotesAsText = plain.dialect().quote() == CsvDialect.NO_QUOTE && holdsQuote(head);
        for (CsvOptions options : plain.sound() < 1 || quotesAsText ? WRITERS : List.<CsvOptions>of()) {
            CsvDialect dialect = new CsvDialect(
                            plain.dialect().delimiter(), '"', plain.dialect().encoding(), List.of(), true)
                    .with(options);
            Trial trial = trial(head, dialect, file).orElse(best);
            boolean sounder = trial.sound() > best.sound() || (best == plain && quotesAsText && trial.sound() == 1);
            best = sounder && trial.first().size() >= plain.first().size() ? trial : best;
        }
        for (int sign : best.sound() < 1 ? signsOfLines(head) : List.<Integer>of()) {
            Optional<Trial> trial =
                    trial(head, best.dialect(), options -> options.withAsides(sign, options.lastLineCounts()), file);
            best = trial.filter(soundAs(best)).orElse(best);
        }
        return Optional.of(best);
    }

    /** Whether a trial is better and has the same columns, so that no header was left out. */
    private static Predicate<Trial> soundAs(Trial plain) {
        return trial -> trial.sound() > plain.sound() && trial.first().equals(plain.first());
    }

    /** The comment characters with which lines of this file begin. */
    private static List<Integer> signsOfLines(byte[] head) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < head.length; i++) {
            if (COMMENTS.indexOf(head[i]) >= 0 && (i == 0 || head[i - 1] == '\n')) {
                found.add((int) head[i]);
            }
        }
        return List.copyOf(found);
    }

    /** The trial with a trailer: the last record is not data but states the number of records. */
    private static Trial counted(byte[] whole, Trial plain, FileEntry file) throws IOException {
        if (plain.sound() == 1) {
            return plain;
        }
        return trial(whole, plain.dialect(), options -> options.withAsides(options.comment(), true), file)
                .filter(soundAs(plain))
                .orElse(plain);
    }

    private static Optional<Trial> trial(
            byte[] head, CsvDialect dialect, UnaryOperator<CsvOptions> changed, FileEntry file) throws IOException {
        CsvOptions options = changed.apply(dialect.options());
        boolean clash = options.comment() == dialect.delimiter() || options.comment() == dialect.quote();
        return clash ? Optional.empty() : trial(head, dialect.with(options), file);
    }

    private static boolean holdsQuote(byte[] head) {
        for (byte b : head) {
            if (b == '"') {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds a header below some other lines: from there on all records have the same length, and the first one names
     * columns.
     */
    private static Optional<Trial> belowOthers(byte[] head, boolean toTheEnd, Charset encoding, FileEntry file)
            throws IOException {
        List<UnaryOperator<CsvOptions>> ways = new ArrayList<>();
        signsOfLines(head).forEach(sign -> ways.add(options -> options.withAsides(sign, options.lastLineCounts())));
        IntStream.rangeClosed(1, MOST_LINES_ABOVE).forEach(lines -> ways.add(options -> skipping(lines)));
        if (toTheEnd) {
            List.copyOf(ways)
                    .forEach(way -> ways.add(options -> {
                        CsvOptions changed = way.apply(options);
                        return changed.withAsides(changed.comment(), true);
                    }));
        }
        for (UnaryOperator<CsvOptions> way : ways) {
            for (char delimiter : DELIMITERS) {
                CsvDialect dialect = new CsvDialect(delimiter, '"', encoding, List.of(), true);
                Optional<Trial> trial = trial(head, dialect, way, file)
                        .filter(one -> one.first().size() > 1
                                && one.sound() == 1
                                && !one.rows().isEmpty())
                        .filter(one -> HeaderGuess.isHeader(one.first(), one.rows()));
                if (trial.isPresent()) {
                    return trial;
                }
            }
        }
        return Optional.empty();
    }

    private static CsvOptions skipping(int lines) {
        return new CsvOptions(CsvOptions.NONE, CsvOptions.NONE, lines, 0, false, Set.of(), false);
    }

    private static Supplier<Optional<Trial>> bestSoFar(Optional<Trial> best) {
        return () -> best;
    }

    private static byte[] uptoLastLine(byte[] head) {
        int end = head.length;
        while (end > 0 && head[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? head : Arrays.copyOf(head, end);
    }

    /** Whether the bytes are UTF-8. A byte order mark of another encoding decides by itself. */
    private static boolean isUtf8(byte[] head) {
        boolean wide = head.length > 1 && ((head[0] == -1 && head[1] == -2) || (head[0] == -2 && head[1] == -1));
        CharBuffer into = CharBuffer.allocate(head.length);
        // The remaining bytes may be an incomplete character.
        return wide
                || !StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(head), into, false)
                        .isError();
    }

    private static Optional<Trial> trial(byte[] head, CsvDialect dialect, FileEntry file) throws IOException {
        try (CsvRows rows = new CsvRows(
                new ByteArrayInputStream(head), dialect, file.location().text())) {
            List<List<String>> texts = new ArrayList<>();
            int all = 0;
            while (all < MOST_ROWS && rows.next()) {
                all++;
                if (rows.malformed() == null) {
                    texts.add(IntStream.range(0, rows.header().size())
                            .mapToObj(rows::text)
                            .map(String::strip)
                            .toList());
                }
            }
            double sound = all == 0 ? 1.0 : (double) texts.size() / all;
            boolean none = rows.header().isEmpty() || sound < LEAST_SOUND;
            return none ? Optional.empty() : Optional.of(new Trial(dialect, rows.header(), texts, sound));
        } catch (Failure headerMalformed) {
            return Optional.empty();
        }
    }

    private static FileForm form(Trial trial, Charset encoding) {
        int labels = HeaderGuess.rowsOfLabels(trial.rows());
        boolean hasHeader = HeaderGuess.isHeader(
                trial.first(), trial.rows().subList(labels, trial.rows().size()));
        List<String> columns = hasHeader
                ? trial.first()
                : IntStream.rangeClosed(1, trial.first().size())
                        .mapToObj(i -> "column_" + i)
                        .toList();
        CsvDialect dialect = new CsvDialect(
                        trial.dialect().delimiter(), trial.dialect().quote(), encoding, hasHeader ? List.of() : columns)
                .with(trial.dialect().options().withSkipRows(hasHeader ? labels : 0));
        List<String> assumed = new ArrayList<>();
        if (!encoding.equals(StandardCharsets.UTF_8)) {
            assumed.add("it is not UTF-8, so windows-1252 was assumed; check a name with an umlaut or an accent");
        }
        if (hasHeader && labels > 0) {
            assumed.add(Quantity.of(labels, "record") + " below the header " + (labels == 1 ? "is" : "are")
                    + " of labels and of nobody, as it seems, and skipped (skip-rows); look at them");
        }
        if (trial.dialect().options().comment() != CsvOptions.NONE) {
            assumed.add("lines that begin with '"
                    + Character.toString(trial.dialect().options().comment())
                    + "' are read as comments; no id may begin with this character");
        }
        if (trial.dialect().options().lastLineCounts()) {
            assumed.add("the last line states how many records stand above it; if a file has none, it stops the night");
        }
        if (!hasHeader) {
            assumed.add("its first record names no columns, so they are called by their place");
        }
        return new FileForm(
                FileForm.Kind.CSV,
                Optional.empty(),
                Optional.of(dialect),
                columns,
                hasHeader,
                assumed,
                Optional.empty());
    }
}
