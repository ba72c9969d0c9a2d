package io.crumbless.night.delivery;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the CSV dialect of a source, the key {@code csv} of a job file. */
public final class CsvSettings {
    /** No table has more lines above it. */
    private static final int MOST_SKIPPED = 1_000;

    private CsvSettings() {}

    /** The dialect. Problems are added to those of the mapping; the default dialect is then returned. */
    public static CsvDialect read(YamlMapping csv) {
        CsvDialect usual = CsvDialect.DEFAULT;
        char delimiter = csv.optionalParsed("delimiter", CsvSettings::delimiter).orElse(usual.delimiter());
        char quote = csv.optionalParsed("quote", text -> text.equals("none") ? CsvDialect.NO_QUOTE : character(text))
                .orElse(usual.quote());
        Charset encoding = csv.optionalParsed("encoding", CsvSettings::charset).orElse(usual.encoding());
        List<String> header =
                csv.texts("header").stream().map(SettingText::text).toList();
        boolean recordsInQuotes = csv.optionalFlag("records-in-quotes").orElse(false);
        CsvOptions options = options(csv);
        csv.finish();
        if (delimiter == quote) {
            csv.problem("quote", "Invalid " + csv.name("quote") + ": it is the delimiter");
            return usual;
        }
        for (String key : List.of("escape", "comment")) {
            int sign = key.equals("escape") ? options.escape() : options.comment();
            if (sign == delimiter || sign == quote) {
                csv.problem(key, "Invalid " + csv.name(key) + ": it is the delimiter or the quote");
                return usual;
            }
        }
        return new CsvDialect(delimiter, quote, encoding, header, recordsInQuotes, options);
    }

    private static CsvOptions options(YamlMapping csv) {
        int escape = csv.optionalParsed("escape", CsvSettings::sign).orElse(CsvOptions.NONE);
        int comment = csv.optionalParsed("comment", CsvSettings::sign).orElse(CsvOptions.NONE);
        boolean lastLineCounts =
                csv.optionalWord("last-line", Map.of("count", true)).orElse(false);
        Set<String> nulls = csv.texts("nulls").stream().map(SettingText::text).collect(Collectors.toSet());
        boolean blanks = csv.optionalFlag("blanks-before-quotes").orElse(false);
        return new CsvOptions(
                escape, comment, few(csv, "skip-lines"), few(csv, "skip-rows"), lastLineCounts, nulls, blanks);
    }

    private static int few(YamlMapping csv, String key) {
        int few = csv.optionalWhole(key).orElse(0);
        if (few < 0 || few > MOST_SKIPPED) {
            csv.problem(key, csv.name(key) + " must be between 0 and " + MOST_SKIPPED + " but was " + few);
            return 0;
        }
        return few;
    }

    private static Integer sign(String text) {
        char sign = character(text);
        if (sign > '~' || Character.isLetterOrDigit(sign)) {
            throw new IllegalArgumentException("expected one sign of ASCII, no letter or digit");
        }
        return (int) sign;
    }

    /** Hive and others separate fields by a control character. */
    private static char delimiter(String text) {
        boolean control = text.length() == 1 && text.charAt(0) < ' ' && "\0\n\r".indexOf(text.charAt(0)) < 0;
        return text.equals("tab") ? '\t' : control ? text.charAt(0) : character(text);
    }

    private static char character(String text) {
        // Unicode noncharacters have a special meaning in dialects and decoded files.
        if (text.length() != 1 || text.charAt(0) <= ' ' || !Character.isDefined(text.charAt(0))) {
            throw new IllegalArgumentException(
                    "expected one printable character, 'tab' for a delimiter or 'none' for a quote");
        }
        return text.charAt(0);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Java knows no encoding of this name; use UTF-8, windows-1252, ISO-8859-1 or the like", e);
        }
    }
}
