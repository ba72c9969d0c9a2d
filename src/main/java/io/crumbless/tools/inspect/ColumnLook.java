package io.crumbless.tools.inspect;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes the content of one column by counts. Contains no value.
 *
 * @param said number of values that are present
 * @param empty number of values that are missing, null or blank
 * @param nothing words for null that programs write, with their counts
 * @param pattern pattern of dates and times that are not ISO 8601, if they have one
 * @param epochs counts of whole numbers that may be times, by unit
 * @param list whether the column holds lists; if so, {@code said} counts items
 * @param fraction whether the type of the column is fractional, whatever its values look like
 * @param noes number of values that say no
 * @param leadingZeros number of whole numbers with leading zeros
 * @param invisible number of values with surrounding white space or invisible characters
 * @param garbled number of values with characters that appear to be decoded in the wrong encoding
 * @param separated number of values that contain several, joined by a separator
 * @param pairKeys keys, if most values are lists of key-value pairs
 * @param longest length of the longest value in characters
 * @param length average length of a value in characters
 */
public record ColumnLook(
        String name,
        long said,
        long empty,
        Map<String, Long> nothing,
        Map<TextForm, Long> forms,
        Optional<String> pattern,
        Map<EpochUnit, Long> epochs,
        boolean list,
        boolean fraction,
        long noes,
        long leadingZeros,
        long invisible,
        long garbled,
        long separated,
        Set<String> pairKeys,
        long longest,
        double length,
        KeySketch exact,
        KeySketch folded) {
    /** Minimum share of values for a form to be that of the column; the rest are treated as errors. */
    private static final double MOST = 0.95;

    private static final Set<TextForm> TIMES =
            Set.of(TextForm.MOMENT, TextForm.LOCAL_TIME, TextForm.OTHER_TIME, TextForm.RFC_1123);

    /** Keys belong to many people: at least one of this many values must be distinct. */
    private static final long FEWEST_KEYS = 2;

    private static final double LEAST_KEY_LENGTH = 6;
    private static final double LEAST_DIFFERENT = 0.05;
    private static final int SHORTEST_NUMBER_KEY = 4;

    /** The number of distinct values; an estimate if there are very many. */
    public long distinct() {
        return exact.distinct();
    }

    /** The form of nearly all values; empty if forms are mixed or there are no values. */
    public Optional<TextForm> form() {
        return forms.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() >= MOST * said)
                .map(Map.Entry::getKey);
    }

    /** The number of times without a UTC offset. */
    public long withoutOffset() {
        boolean offset = pattern.filter(written -> written.endsWith("X") || written.endsWith("O"))
                .isPresent();
        return of(TextForm.LOCAL_TIME) + (offset ? 0 : of(TextForm.OTHER_TIME));
    }

    public long of(TextForm form) {
        return forms.getOrDefault(form, 0L);
    }

    /** The epoch unit, if nearly all values may be times since 1970 and the column does not hold ids. */
    public Optional<EpochUnit> epoch() {
        return ColumnRole.isKey(name)
                ? Optional.empty()
                : epochs.entrySet().stream()
                        .filter(unit -> unit.getValue() >= MOST * said)
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** The form of its times, as named in a job file; empty if it holds no times. */
    public Optional<String> timeForm() {
        return epoch().map(EpochUnit::word).or(() -> form().flatMap(this::timeForm));
    }

    private Optional<String> timeForm(TextForm form) {
        return switch (form) {
            case MOMENT, LOCAL_TIME -> Optional.of("iso");
            case RFC_1123 -> Optional.of("rfc-1123");
            case OTHER_DATE, OTHER_TIME -> pattern.map(written -> "{ pattern: \"" + written + "\" }");
            default -> Optional.empty();
        };
    }

    /** Whether it holds times, as opposed to dates only. */
    public boolean isOfTimes() {
        TextForm form = form().orElse(TextForm.TEXT);
        return said > 0 && (epoch().isPresent() || TIMES.contains(form));
    }

    /** Whether it holds e-mail addresses. */
    public boolean isOfAddresses() {
        return said > 0 && form().filter(form -> form == TextForm.E_MAIL).isPresent();
    }

    /** Whether it holds whole numbers. */
    public boolean isOfWholeNumbers() {
        return said > 0 && form().filter(form -> form == TextForm.WHOLE).isPresent();
    }

    /** Whether it holds dates without times. */
    public boolean isOfDays() {
        return said > 0
                && form().filter(form -> form == TextForm.DATE || form == TextForm.OTHER_DATE)
                        .isPresent();
    }

    /** A short description of its content. */
    public String type() {
        if (said == 0) {
            return "nothing";
        }
        String items = list ? "lists of " : "";
        String words = epoch().map(unit -> "times as " + unit.word())
                .or(this::patternWords)
                .or(() -> form().map(TextForm::words))
                .orElseGet(this::mixed);
        return items + words;
    }

    private Optional<String> patternWords() {
        return form().filter(form -> form == TextForm.OTHER_DATE || form == TextForm.OTHER_TIME)
                .flatMap(form ->
                        pattern.map(written -> (form == TextForm.OTHER_DATE ? "days" : "times") + " as " + written));
    }

    private String mixed() {
        return forms.entrySet().stream()
                .sorted(Map.Entry.<TextForm, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .map(form -> form.getKey().words())
                .reduce((one, other) -> one + ", " + other)
                .orElse("texts");
    }

    /** Whether it holds only boolean words. */
    public boolean isYesOrNo() {
        boolean zeroAndOne = form().filter(TextForm.WHOLE::equals).isPresent() && longest == 1 && distinct() <= 2;
        return said > 0 && (of(TextForm.YES_OR_NO) == said || zeroAndOne);
    }

    /** Whether its values may be personal ids: by its name, or because they are long, without blanks and numerous. */
    public boolean isKey() {
        TextForm form = form().orElse(TextForm.TEXT);
        boolean mayBe = form == TextForm.TEXT
                || form == TextForm.WHOLE
                || form == TextForm.POINT_ZERO
                || form == TextForm.EXPONENT
                || form == TextForm.E_MAIL;
        boolean named = ColumnRole.isKey(name);
        boolean looks = length >= (form == TextForm.WHOLE ? SHORTEST_NUMBER_KEY + 1 : LEAST_KEY_LENGTH)
                && longest <= 128
                && distinct() >= LEAST_DIFFERENT * said;
        return mayBe
                && !ColumnRole.isOther(name)
                && epoch().isEmpty()
                && (named || (looks && distinct() >= FEWEST_KEYS));
    }
}
