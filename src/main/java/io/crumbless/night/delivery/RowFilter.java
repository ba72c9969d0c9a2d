package io.crumbless.night.delivery;

import io.crumbless.kernel.profile.YesOrNo;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Selects the rows of a delivery that count, by comparisons of columns with words, all of which must be true; the key
 * {@code where} of a source. Other rows are left out, and counted as such.
 */
public record RowFilter(List<Comparison> comparisons) {
    /** The filter by which every row counts. */
    public static final RowFilter NONE = new RowFilter(List.of());

    private static final String NOT = "not ";

    /** The result of the comparisons for a row. */
    public enum Answer {
        COUNTS,
        LEFT_OUT,
        /** A boolean column contains another word, or a word differs from one of the comparison only in punctuation. */
        UNCLEAR
    }

    /**
     * One comparison.
     *
     * @param column its name in the source
     * @param words one of which the column must contain; the empty word matches an empty column
     * @param negated whether the column must contain none of them
     * @param flag the value that a boolean column must contain; null if the column contains words
     */
    public record Comparison(
            String column,
            NamedWords words,
            boolean negated,
            @Nullable Boolean flag) {
        public Comparison(String column, Set<String> words, boolean negated, @Nullable Boolean flag) {
            this(column, NamedWords.of(words), negated, flag);
        }

        /** The result for a row with this text in the column. */
        public Answer of(@Nullable String text) {
            String word = text == null ? "" : WordMap.plain(text);
            if (flag == null) {
                boolean named = words.contains(word);
                return !named && words.nearlyContains(word)
                        ? Answer.UNCLEAR
                        : named == negated ? Answer.LEFT_OUT : Answer.COUNTS;
            }
            if (word.isEmpty()) {
                return Answer.LEFT_OUT;
            }
            return YesOrNo.of(word)
                    .map(yes -> yes.equals(flag) ? Answer.COUNTS : Answer.LEFT_OUT)
                    .orElse(Answer.UNCLEAR);
        }
    }

    public RowFilter {
        comparisons = List.copyOf(comparisons);
    }

    /** Reads the optional key {@code where}; faults are recorded as problems of the source. */
    public static RowFilter read(YamlMapping source) {
        return source.optionalMapping("where")
                .map(where -> new RowFilter(where.keys().stream()
                        .map(column -> comparison(where, column))
                        .toList()))
                .orElse(NONE);
    }

    private static Comparison comparison(YamlMapping where, String column) {
        if (where.isFlag(column)) {
            return new Comparison(
                    column, Set.of(), false, where.optionalFlag(column).orElse(true));
        }
        if (where.isMapping(column)) {
            YamlMapping not = where.mapping(column);
            Set<String> words = words(not, "not");
            if (words.isEmpty()) {
                where.problem(column, "Invalid " + where.name(column) + ": expected a word, words or { not: words }");
            }
            not.finish();
            return new Comparison(column, words, true, null);
        }
        if (where.isList(column)) {
            return new Comparison(column, words(where, column), false, null);
        }
        String word = where.optionalString(column).orElse("");
        boolean negated = word.startsWith(NOT);
        return new Comparison(
                column, Set.of(WordMap.plain(negated ? word.substring(NOT.length()) : word)), negated, null);
    }

    private static Set<String> words(YamlMapping yaml, String key) {
        Set<String> words = new HashSet<>();
        if (yaml.isList(key)) {
            yaml.texts(key).stream().map(SettingText::text).map(WordMap::plain).forEach(words::add);
        } else {
            yaml.optionalString(key).map(WordMap::plain).ifPresent(words::add);
        }
        return words;
    }

    /** The same filter with other column names. */
    RowFilter named(UnaryOperator<String> names) {
        return new RowFilter(comparisons.stream()
                .map(one -> new Comparison(names.apply(one.column()), one.words(), one.negated(), one.flag()))
                .toList());
    }

    public boolean isEmpty() {
        return comparisons.isEmpty();
    }

    /** The comparisons of some columns only. */
    public RowFilter onColumns(Predicate<String> some) {
        return new RowFilter(
                comparisons.stream().filter(one -> some.test(one.column())).toList());
    }

    /** The columns that it reads, by their names in the source. */
    public List<String> columns() {
        return comparisons.stream().map(Comparison::column).toList();
    }

    /** @param texts of the row, by the number of the comparison */
    public Answer of(IntFunction<@Nullable String> texts) {
        Answer answer = Answer.COUNTS;
        for (int i = 0; i < comparisons.size(); i++) {
            Answer one = comparisons.get(i).of(texts.apply(i));
            if (one == Answer.LEFT_OUT) {
                return one;
            }
            answer = one == Answer.UNCLEAR ? one : answer;
        }
        return answer;
    }
}
