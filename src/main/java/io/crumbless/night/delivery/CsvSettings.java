package io.crumbless.night.delivery;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.charset.Charset;
import java.util.List;

/** Reads how a source writes its CSV, the key {@code csv} of a job file. */
public final class CsvSettings {
    private CsvSettings() {}

    /** The dialect. What is wrong is put down as problems of the mapping; the usual dialect then stands in. */
    public static CsvDialect read(YamlMapping csv) {
        CsvDialect usual = CsvDialect.DEFAULT;
        char delimiter = csv.optionalParsed("delimiter", CsvSettings::delimiter).orElse(usual.delimiter());
        char quote = csv.optionalParsed("quote", text -> text.equals("none") ? CsvDialect.NO_QUOTE : character(text))
                .orElse(usual.quote());
        Charset encoding = csv.optionalParsed("encoding", CsvSettings::charset).orElse(usual.encoding());
        List<String> header =
                csv.texts("header").stream().map(SettingText::text).toList();
        boolean recordsInQuotes = csv.optionalFlag("records-in-quotes").orElse(false);
        csv.finish();
        if (delimiter == quote) {
            csv.problem("quote", "Invalid " + csv.name("quote") + ": it is the delimiter");
            return usual;
        }
        return new CsvDialect(delimiter, quote, encoding, header, recordsInQuotes);
    }

    /** Hive and others part fields with a control character. */
    private static char delimiter(String text) {
        boolean control = text.length() == 1 && text.charAt(0) < ' ' && "\0\n\r".indexOf(text.charAt(0)) < 0;
        return text.equals("tab") ? '\t' : control ? text.charAt(0) : character(text);
    }

    private static char character(String text) {
        // What is no character of Unicode stands for other things in a dialect and in a file that is read.
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
