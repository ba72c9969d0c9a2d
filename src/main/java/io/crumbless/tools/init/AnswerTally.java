package io.crumbless.tools.init;

import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.kernel.profile.YesOrNo;
import io.crumbless.process.Quantity;
import io.crumbless.tools.inspect.TextForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Counts the answers to one question and proposes a type based on the answers only. */
final class AnswerTally {
    private static final double MOST = 0.95;

    /** If there are more, the answers are texts, not choices. */
    private static final int MOST_CHOICES = 15;

    /** Minimum share of answers covered by the common ones for these to be the choices. */
    private static final double LEAST_COMMON = 0.8;

    /** Longer answers are sentences. */
    private static final int LONGEST_CHOICE = 80;

    /** If there are more distinct answers, they are not choices, however often each is given. */
    private static final int MOST_ANSWERS = 2_000;

    private static final Set<String> TRUTH = Set.of("true", "false", "t", "f");

    private static final Set<TextForm> NUMBERS = Set.of(TextForm.WHOLE, TextForm.FRACTION, TextForm.POINT_ZERO);

    private static final int GREATEST_PRECISION = 18;

    private final Census answers;
    private final Map<TextForm, Long> forms = new EnumMap<>(TextForm.class);
    private final int atLeast;
    private long said;
    private int scale;
    private boolean list;
    private boolean truth = true;
    private boolean leadingZeros;

    /** The words for yes and no, which are never personal. */
    private final Set<String> yesAndNo = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private long midnights;

    AnswerTally(int atLeast) {
        this.atLeast = atLeast;
        this.answers = new Census(atLeast, MOST_ANSWERS);
    }

    void add(List<String> texts, String key, boolean inList) {
        list |= inList;
        for (String text : texts) {
            Optional<JsonValue> items = text.startsWith("[") ? JsonLines.parse(text) : Optional.empty();
            if (items.isPresent() && items.get() instanceof JsonValue.Items several) {
                list = true;
                several.items().forEach(item -> add(String.valueOf(item.text()), key));
            } else {
                add(text, key);
            }
        }
    }

    private void add(String text, String key) {
        if (text.isEmpty()) {
            return;
        }
        TextForm form = TextForm.of(text);
        said++;
        forms.merge(form, 1L, Long::sum);
        scale = Math.max(scale, form == TextForm.FRACTION ? text.length() - 1 - text.indexOf('.') : 0);
        leadingZeros |= form == TextForm.WHOLE && text.length() > 1 && text.charAt(0) == '0';
        midnights += form == TextForm.LOCAL_TIME && TextForm.isMidnight(text) ? 1 : 0;
        if (form == TextForm.YES_OR_NO) {
            yesAndNo.add(text);
        }
        truth &= form != TextForm.YES_OR_NO || TRUTH.contains(text.toLowerCase(Locale.ROOT));
        answers.add(text, key);
    }

    boolean isEmpty() {
        return said == 0;
    }

    /**
     * The attribute as proposed for the catalogue.
     *
     * @param source source whose column the question is; empty if statements name it
     */
    AttributeDraft draft(String name, String question, String source) {
        List<String> notes = new ArrayList<>();
        Map<String, String> choices = new LinkedHashMap<>();
        // Statements are used as delivered; answers on a sheet are mapped by a table.
        String item = type(question, !source.isEmpty(), notes, choices);
        return new AttributeDraft(name, question, source, list ? "list<" + item + ">" : item, choices, Map.of(), notes);
    }

    private String type(String question, boolean mayRename, List<String> notes, Map<String, String> choices) {
        TextForm form = form();
        return switch (form) {
            case WHOLE -> leadingZeros ? ofTexts(question, mayRename, notes, choices) : "int";
            case FRACTION, POINT_ZERO -> "decimal(" + GREATEST_PRECISION + "," + Math.min(scale, 9) + ")";
            case DATE -> "date";
            case MOMENT -> "timestamp";
            case YES_OR_NO -> truth || mayRename ? yesOrNo(choices) : ofTexts(question, mayRename, notes, choices);
            case OTHER_DATE, OTHER_TIME -> {
                notes.add(
                        "days or times of another form than 2026-11-22: exported so, they can be of type date or timestamp");
                yield "string";
            }
            default -> ofTexts(question, mayRename, notes, choices);
        };
    }

    /**
     * The form of nearly all answers. Whole numbers among fractions count as fractions; times count as dates if all are
     * at midnight.
     */
    private TextForm form() {
        if (midnights > 0 && midnights == forms.getOrDefault(TextForm.LOCAL_TIME, 0L) && midnights >= MOST * said) {
            return TextForm.DATE;
        }
        long numbers =
                NUMBERS.stream().mapToLong(form -> forms.getOrDefault(form, 0L)).sum();
        boolean fractions = numbers > forms.getOrDefault(TextForm.WHOLE, 0L) && numbers >= MOST * said;
        return fractions && !leadingZeros
                ? TextForm.FRACTION
                : forms.entrySet().stream()
                        .filter(each -> each.getValue() >= MOST * said)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(TextForm.TEXT);
    }

    /** Words such as Y and N need a mapping table. */
    private String yesOrNo(Map<String, String> choices) {
        if (!truth) {
            yesAndNo.forEach(
                    word -> choices.put(word, String.valueOf(YesOrNo.of(word).orElse(false))));
        }
        return "boolean";
    }

    private String ofTexts(String question, boolean mayRename, List<String> notes, Map<String, String> choices) {
        Map<String, Long> common = new LinkedHashMap<>(answers.counts());
        if (!mayRename) {
            common.keySet().removeIf(answer -> !Slug.isChoice(answer));
        }
        long covered = common.values().stream().mapToLong(Long::longValue).sum();
        boolean isChoice = common.size() > 1
                && common.size() <= MOST_CHOICES
                && covered >= LEAST_COMMON * said
                && !PersonalForm.asksWhoSomebodyIs(question)
                && common.keySet().stream().allMatch(answer -> answer.length() <= LONGEST_CHOICE);
        if (!isChoice) {
            notes.add("free text, which may hold anything; do you need it?");
            return "string";
        }
        common.keySet().stream().sorted().forEach(answer -> choices.put(answer, Slug.choice(answer, choices.values())));
        if (covered < said) {
            notes.add(Quantity.of(said - covered, "answer") + " were seen with fewer than " + atLeast
                    + " people, or are no code, and are not among the choices: whatever is no choice is refused");
        }
        return "enum[" + String.join(", ", choices.values()) + "]";
    }
}
