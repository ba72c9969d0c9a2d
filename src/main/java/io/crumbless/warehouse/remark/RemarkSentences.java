package io.crumbless.warehouse.remark;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of all codes in one language. <code>{0}</code> is replaced by a name or a number as it is,
 * <code>{#0}</code> by a number with thousands separators.
 */
final class RemarkSentences {
    static final String ENGLISH = "en";

    private static final Pattern GAP = Pattern.compile("\\{(#?)(\\d)}");
    private static final Map<String, RemarkSentences> ALL =
            Map.of(ENGLISH, new RemarkSentences(ENGLISH), "de", new RemarkSentences("de"));

    private final String language;
    private final Properties sentences = new Properties();

    private RemarkSentences(String language) {
        this.language = language;
        String name = "remarks_" + language + ".properties";
        InputStream bytes = Objects.requireNonNull(RemarkSentences.class.getResourceAsStream(name), name);
        try (Reader in = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            sentences.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static RemarkSentences in(String language) {
        RemarkSentences found = ALL.get(language);
        if (found == null) {
            throw new IllegalArgumentException("Unknown language '" + language + "'");
        }
        return found;
    }

    static Set<String> languages() {
        return ALL.keySet();
    }

    /** All keys, for the test that compares them with the codes. */
    Set<String> keys() {
        return sentences.stringPropertyNames();
    }

    String sentence(String key) {
        return Objects.requireNonNull(sentences.getProperty(key), () -> "no sentence '" + key + "' in " + language);
    }

    /** Number of arguments of the sentence of a code. */
    int gaps(Code code) {
        return (int) GAP.matcher(sentence(code.key()))
                .results()
                .map(gap -> gap.group(2))
                .distinct()
                .count();
    }

    String of(Code code, List<Object> filledIn) {
        boolean one = code.counted().isPresent()
                && ((Number) filledIn.get(code.counted().getAsInt())).longValue() == 1;
        Matcher gap = GAP.matcher(sentence(one ? code.key() + ".one" : code.key()));
        return gap.replaceAll(found -> {
            Object part = filledIn.get(Integer.parseInt(found.group(2)));
            return Matcher.quoteReplacement(found.group(1).isEmpty() ? plain(part) : grouped(part));
        });
    }

    private String plain(Object part) {
        return part instanceof Place place ? place.in(language) : String.valueOf(part);
    }

    private String grouped(Object number) {
        return NumberFormat.getIntegerInstance(Locale.forLanguageTag(language)).format(number);
    }
}
