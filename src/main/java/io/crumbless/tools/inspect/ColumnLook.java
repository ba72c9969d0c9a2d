package io.crumbless.tools.inspect;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one column looks like. Counts alone; no value.
 *
 * @param said values that are present
 * @param empty values that are missing, null or blank
 * @param nothing words that programs write for missing values, with their counts
 * @param pattern of days and times that are not ISO 8601, where they have one
 * @param epochs whole numbers that may be times, by unit
 * @param list whether it holds lists; then {@code said} counts items
 * @param fraction whether its type is one of fractions, whatever its values look like
 * @param noes values that say no
 * @param leadingZeros whole numbers that begin with a zero
 * @param invisible values with white space around them, or characters nobody sees
 * @param garbled values with letters that were read in another encoding than they were written in
 * @param separated values that hold several, separated by a sign
 * @param pairKeys keys, where most values are lists of pairs of a key and a value
 * @param longest characters of the longest value
 * @param length characters of a value, on average
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
    /** So large a share of one form makes it the column's; the rest are slips. */
    private static final double MOST = 0.95;

    private static final Set<TextForm> TIMES =
            Set.of(TextForm.MOMENT, TextForm.LOCAL_TIME, TextForm.OTHER_TIME, TextForm.RFC_1123);

    /** Keys are of many people: of so many values, one in so many is another. */
    private static final long FEWEST_KEYS = 2;

    private static final double LEAST_KEY_LENGTH = 6;
    private static final double LEAST_DIFFERENT = 0.05;
    private static final int SHORTEST_NUMBER_KEY = 4;

    /** How many different values there are; an estimate where there are very many. */
    public long distinct() {
        return exact.distinct();
    }

    /** The form of nearly all values; empty where they are mixed or there is none. */
    public Optional<TextForm> form() {
        return forms.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() >= MOST * said)
                .map(Map.Entry::getKey);
    }

    /** Times of which nobody knows whose clock showed them. */
    public long withoutOffset() {
        boolean offset = pattern.filter(written -> written.endsWith("X") || written.endsWith("O"))
                .isPresent();
        return of(TextForm.LOCAL_TIME) + (offset ? 0 : of(TextForm.OTHER_TIME));
    }

    public long of(TextForm form) {
        return forms.getOrDefault(form, 0L);
    }

    /** The unit, where nearly all values may be times since 1970 and the column is not one of ids. */
    public Optional<EpochUnit> epoch() {
        return ColumnRole.isKey(name)
                ? Optional.empty()
                : epochs.entrySet().stream()
                        .filter(unit -> unit.getValue() >= MOST * said)
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** How its times are written, as a job file names it; empty where it holds no times. */
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

    /** Whether it holds times, and not days alone. */
    public boolean isOfTimes() {
        TextForm form = form().orElse(TextForm.TEXT);
        return said > 0 && (epoch().isPresent() || TIMES.contains(form));
    }

    /** Whether it holds days without times. */
    public boolean isOfDays() {
        return said > 0
                && form().filter(form -> form == TextForm.DATE || form == TextForm.OTHER_DATE)
                        .isPresent();
    }

    /** What it holds, in a few words. */
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

    /** Whether it says yes and no alone. */
    public boolean isYesOrNo() {
        boolean zeroAndOne = form().filter(TextForm.WHOLE::equals).isPresent() && longest == 1 && distinct() <= 2;
        return said > 0 && (of(TextForm.YES_OR_NO) == said || zeroAndOne);
    }

    /** Whether its values may be ids of somebody: called so, or long, without blanks, and many. */
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
