package io.crumbless.answers.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The sentences of documents and pages in one language: {@code sentences_<language>.properties}, which all have the
 * same keys.
 */
public final class Sentences {
    /** Available languages. */
    public static final Set<String> LANGUAGES = Set.of("de", "en");

    private static final int PERCENT = 100;

    private final String language;
    private final Properties sentences;
    private final DateTimeFormatter date;
    private final DateTimeFormatter dayOfMonth;
    private final DateTimeFormatter dateAndTime;

    /** @throws IllegalArgumentException if the language is not available */
    public Sentences(String language) {
        this(language, read(language));
    }

    /** Other sentences with the same keys; dates, numbers and names of countries are in the language. */
    public Sentences(String language, Properties sentences) {
        this.language = language;
        this.sentences = sentences;
        Locale locale = Locale.forLanguageTag(language);
        this.date = DateTimeFormatter.ofPattern(of("date"), locale);
        this.dayOfMonth = DateTimeFormatter.ofPattern(of("date.day-of-month"), locale);
        this.dateAndTime = DateTimeFormatter.ofPattern(of("date-and-time"), locale);
    }

    /**
     * The sentences of a language, by key.
     *
     * @throws IllegalArgumentException if the language is not available
     */
    public static Properties read(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("Unknown language '" + language + "'");
        }
        String name = "sentences_" + language + ".properties";
        InputStream bytes = Objects.requireNonNull(Sentences.class.getResourceAsStream(name), name);
        Properties sentences = new Properties();
        try (Reader in = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            sentences.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sentences;
    }

    /** All keys, for the test that compares the languages. */
    Set<String> keys() {
        return sentences.stringPropertyNames();
    }

    /** The language they are in. */
    public String language() {
        return language;
    }

    /** The sentence with this key, without arguments, if there is one. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(sentences.getProperty(key));
    }

    public boolean has(String key) {
        return sentences.containsKey(key);
    }

    /**
     * The sentence with this key.
     *
     * @param filledIn the arguments <code>{0}</code>, <code>{1}</code> and so on
     * @throws IllegalStateException if there is none
     */
    public String of(String key, Object... filledIn) {
        String sentence = sentences.getProperty(key);
        if (sentence == null) {
            throw new IllegalStateException("Missing sentence '" + key + "' in " + language);
        }
        StringBuilder out = new StringBuilder(sentence.length() + 64);
        int from = 0;
        int open = sentence.indexOf('{');
        while (open >= 0) {
            int close = sentence.indexOf('}', open);
            out.append(sentence, from, open).append(filledIn[Integer.parseInt(sentence.substring(open + 1, close))]);
            from = close + 1;
            open = sentence.indexOf('{', from);
        }
        return out.append(sentence, from, sentence.length()).toString();
    }

    /**
     * The sentence with this key for a number, the argument <code>{0}</code>; for the number one, that with {@code
     * key.one}.
     *
     * @param more the arguments <code>{1}</code> and so on
     */
    public String counted(String key, long count, Object... more) {
        Object[] filledIn = new Object[more.length + 1];
        filledIn[0] = number(count);
        System.arraycopy(more, 0, filledIn, 1, more.length);
        return of(count == 1 ? key + ".one" : key, filledIn);
    }

    /** A noun without its number: rows, or row. */
    public String noun(String plural, long count) {
        String key = "noun." + plural.replace(' ', '_');
        return of(count == 1 ? key + ".one" : key);
    }

    /** A number with its noun: 1,418 profiles, or 1 profile. */
    public String amount(String plural, long count) {
        return number(count) + " " + noun(plural, count);
    }

    public String day(LocalDate day) {
        return date.format(day);
    }

    /** The first day of a range, without month and year if they are the same. */
    String day(LocalDate day, LocalDate later) {
        boolean sameMonth = day.getYear() == later.getYear() && day.getMonth() == later.getMonth();
        return (sameMonth ? dayOfMonth : date).format(day);
    }

    public String moment(Instant moment, ZoneId zone) {
        return dateAndTime.format(moment.atZone(zone));
    }

    /** A cut-off; a midnight is shown as the end of the previous day. */
    public String cutOff(Instant cutOff, ZoneId zone) {
        ZonedDateTime local = cutOff.atZone(zone);
        boolean midnight = local.toLocalDate().atStartOfDay(zone).equals(local);
        return midnight ? of("end-of-day", day(local.toLocalDate().minusDays(1))) : moment(cutOff, zone);
    }

    /** A number with thousands separators. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.forLanguageTag(language)).format(number);
    }

    /** A number with one decimal digit. */
    public String tenths(double number) {
        return String.format(Locale.forLanguageTag(language), "%.1f", number);
    }

    /** A share, 0 to 1, as a percentage. */
    public String share(double share) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.forLanguageTag(language));
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(2);
        return of("share", format.format(share * PERCENT));
    }

    /** The title in the language, otherwise in English. */
    public String title(Map<String, String> titles, String otherwise) {
        String english = titles.getOrDefault("en", otherwise);
        return titles.getOrDefault(language, english);
    }

    /** The name of a language: {@code de} is German, or Deutsch. */
    public String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.forLanguageTag(language));
    }

    /** The name of a country, by its ISO 3166 code. */
    public String country(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.forLanguageTag(language));
    }

    /** A jurisdiction by its code, with its name if known: Deutschland (DE). */
    public String place(String code) {
        Optional<String> name = code.matches("[A-Z]{2}") ? Optional.of(country(code)) : optional("place." + code);
        return name.filter(known -> !known.equals(code))
                .map(known -> known + " (" + code + ")")
                .orElse(code);
    }

    public String quoted(String text) {
        return of("quote.open") + text + of("quote.close");
    }

    /** A period in words. */
    public String period(Period period) {
        StringBuilder words = new StringBuilder();
        add(words, "period.year", period.getYears());
        add(words, "period.month", period.getMonths());
        boolean weeks = period.getDays() % 7 == 0;
        add(words, weeks ? "period.week" : "period.day", weeks ? period.getDays() / 7 : period.getDays());
        return words.toString();
    }

    private void add(StringBuilder words, String key, int number) {
        if (number != 0) {
            words.append(words.length() == 0 ? "" : " ").append(number == 1 ? of(key) : of(key + "s", number));
        }
    }
}
