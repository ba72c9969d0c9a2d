package io.crumbless.tools.init;

import io.crumbless.process.Quantity;
import io.crumbless.tools.inspect.TextForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the answers to one question, and proposes a type for them by their range alone. */
final class AnswerTally {
    private static final double MOST = 0.95;

    /** More are no choices, but texts. */
    private static final int MOST_CHOICES = 40;

    /** Of the answers, so many must be among the common ones for these to be the choices. */
    private static final double LEAST_COMMON = 0.8;

    /** Longer ones are sentences. */
    private static final int LONGEST_CHOICE = 80;

    private static final int GREATEST_PRECISION = 18;

    private final Census answers;
    private final Map<TextForm, Long> forms = new EnumMap<>(TextForm.class);
    private final int atLeast;
    private long said;
    private int scale;
    private boolean list;
    private boolean truth = true;

    AnswerTally(int atLeast) {
        this.atLeast = atLeast;
        this.answers = new Census(atLeast);
    }

    void add(List<String> texts, String key, boolean inList) {
        list |= inList;
        for (String text : texts) {
            TextForm form = TextForm.of(text);
            said++;
            forms.merge(form, 1L, Long::sum);
            scale = Math.max(scale, form == TextForm.FRACTION ? text.length() - 1 - text.indexOf('.') : 0);
            truth &= form != TextForm.YES_OR_NO || text.toLowerCase(Locale.ROOT).matches("true|false|t|f");
            answers.add(text, key);
        }
    }

    boolean isEmpty() {
        return said == 0;
    }

    /**
     * The attribute as it may stand in the catalogue.
     *
     * @param source whose column the question is; empty where statements name it
     */
    AttributeDraft draft(String name, String question, String source) {
        List<String> notes = new ArrayList<>();
        Map<String, String> choices = new LinkedHashMap<>();
        String item = type(notes, choices);
        return new AttributeDraft(name, question, source, list ? "list<" + item + ">" : item, choices, notes);
    }

    private String type(List<String> notes, Map<String, String> choices) {
        TextForm form = forms.entrySet().stream()
                .filter(each -> each.getValue() >= MOST * said)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(TextForm.TEXT);
        return switch (form) {
            case WHOLE -> "int";
            case FRACTION, POINT_ZERO -> "decimal(" + GREATEST_PRECISION + "," + Math.min(scale, 9) + ")";
            case DATE -> "date";
            case MOMENT -> "timestamp";
            case YES_OR_NO -> truth ? "boolean" : ofTexts(notes, choices);
            default -> ofTexts(notes, choices);
        };
    }

    private String ofTexts(List<String> notes, Map<String, String> choices) {
        Map<String, Long> common = answers.counts();
        long covered = common.values().stream().mapToLong(Long::longValue).sum();
        boolean isChoice = common.size() > 1
                && common.size() <= MOST_CHOICES
                && covered >= LEAST_COMMON * said
                && common.keySet().stream().allMatch(answer -> answer.length() <= LONGEST_CHOICE);
        if (!isChoice) {
            notes.add("free text, which may hold anything; do you need it?");
            return "string";
        }
        common.keySet().stream().sorted().forEach(answer -> choices.put(answer, Slug.choice(answer, choices.values())));
        if (answers.rare() > 0) {
            notes.add(Quantity.of(answers.rare(), "further answer") + ", seen with fewer than " + atLeast
                    + " people, are not written here: whatever is no choice is refused");
        }
        return "enum[" + String.join(", ", choices.values()) + "]";
    }
}
