package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.DoubledHour;
import io.crumbless.kernel.declaration.IsoTime;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time formats of a source's columns; the key {@code times} of a source.
 *
 * @param byColumn forms by the column's position; other columns are ISO 8601
 * @param zone zone of the source, for the days of an end
 */
public record TimeForms(Map<Integer, TimeForm> byColumn, Optional<ZoneId> zone) {
    /** Every time is ISO 8601. */
    public static final TimeForms ISO = new TimeForms(Map.of(), Optional.empty());

    /** Represents a text that does not match its form, so that it is refused as an invalid time. */
    private static final String NO_TIME = "no time of the source's form";

    /** A date, not a time. */
    private static final String END = "valid-until";

    private static final Set<String> MOMENTS = Set.of("declared-at", "revised-at", "requested-at", "activated-at");

    public TimeForms {
        byColumn = Map.copyOf(byColumn);
    }

    /**
     * Reads the key {@code times}: one form for all times of the source, or forms by column.
     *
     * @param columns canonical columns of a record
     */
    static TimeForms read(YamlMapping source, List<CanonicalColumn> columns, Optional<ZoneId> zone) {
        List<String> keys = columns.stream().map(CanonicalColumn::key).toList();
        List<String> named =
                new ArrayList<>(keys.stream().filter(MOMENTS::contains).toList());
        if (keys.contains(END)) {
            named.add(END);
        }
        Map<Integer, TimeForm> forms = new HashMap<>();
        read(source, named).forEach((key, form) -> forms.put(keys.indexOf(key), form));
        forms.values().removeIf(TimeForm.ISO::equals);
        if (forms.containsKey(keys.indexOf(END)) && zone.isEmpty()) {
            source.problem(
                    "times",
                    "Invalid " + source.name("times") + ": an end is a day, so name with 'zone' where its days begin");
        }
        return new TimeForms(forms, zone);
    }

    /** Reads the key {@code doubled-hour}. */
    public static DoubledHour doubledHour(YamlMapping source) {
        return source.optionalWord("doubled-hour", Map.of("earlier", DoubledHour.EARLIER, "later", DoubledHour.LATER))
                .orElse(DoubledHour.REFUSED);
    }

    /**
     * Reads the key {@code times} of a source.
     *
     * @param keys keys of the columns that may have separate forms; a form of the source applies to all of them except
     *     an end
     */
    public static Map<String, TimeForm> read(YamlMapping source, List<String> keys) {
        Map<String, TimeForm> forms = new HashMap<>();
        if (!source.isMapping("times")) {
            source.optionalWord("times", TimeForm.words())
                    .ifPresent(form ->
                            keys.stream().filter(key -> !key.equals(END)).forEach(key -> forms.put(key, form)));
            return forms;
        }
        source.optionalMapping("times").ifPresent(times -> {
            if (times.has("pattern")) {
                TimeForm form = pattern(times);
                keys.stream().filter(key -> !key.equals(END)).forEach(key -> forms.put(key, form));
                return;
            }
            for (String key : keys) {
                if (times.isMapping(key)) {
                    times.optionalMapping(key).ifPresent(form -> forms.put(key, pattern(form)));
                } else {
                    times.optionalWord(key, TimeForm.words()).ifPresent(form -> forms.put(key, form));
                }
            }
            times.finish();
        });
        return forms;
    }

    private static TimeForm pattern(YamlMapping form) {
        Locale locale = form.optionalParsed("locale", TimeForms::locale).orElse(Locale.ENGLISH);
        TimeForm pattern = form.<TimeForm>optionalParsed("pattern", text -> TimeForm.Pattern.of(text, locale))
                .orElse(TimeForm.ISO);
        form.finish();
        return pattern;
    }

    private static Locale locale(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("expected a language such as de or en-GB", e);
        }
    }

    /**
     * Converts the times of a record to ISO 8601, in place.
     *
     * @param typed whether columns may have temporal types, whose texts are already ISO 8601
     */
    void toIso(@Nullable String[] texts, List<CanonicalColumn> columns, boolean typed) {
        for (Map.Entry<Integer, TimeForm> form : byColumn.entrySet()) {
            int column = form.getKey();
            String text = texts[column];
            if (text != null && !text.isBlank()) {
                String time = typed && isIso(text) ? text : form.getValue().iso(text.strip());
                boolean end = time != null && columns.get(column).key().equals(END);
                texts[column] = time == null ? NO_TIME : end ? LastDayText.of(time, zone.orElseThrow()) : time;
            }
        }
    }

    /**
     * Whether columns of the format may have temporal types: Parquet, tables and Avro, whose records are read as JSON
     * Lines.
     */
    static boolean mayBeTyped(FileFormat format) {
        return !(format instanceof FileFormat.Csv);
    }

    private static boolean isIso(String text) {
        IsoTime time = new IsoTime();
        return time.readTime(text) || time.readDay(text);
    }
}
