package io.crumbless.tools.init;

import io.crumbless.tools.inspect.ColumnRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the mapping of answers to attributes in the job file, for declarations that are not delivered as statements.
 */
final class AnswersText {
    /** Fields that every statement needs but survey tools have no column for, with an example each. */
    private static final Map<ColumnRole, String> NEEDED = Map.of(
            ColumnRole.CHANNEL, "survey",
            ColumnRole.ELICITATION, "prompted_choice",
            ColumnRole.DECLARED_BY, "self",
            ColumnRole.PURPOSES, "[personal_offers]",
            ColumnRole.NOTICE_ID, "survey",
            ColumnRole.NOTICE_VERSION, "\"1\"",
            ColumnRole.NOTICE_LANGUAGE, "en",
            ColumnRole.JURISDICTION, "DE");

    private static final String NONE_ASKED =
            "values: {} # DECIDE: which questions count; none was seen with enough people to be written here";

    private AnswersText() {}

    static boolean isNeeded(SourceDraft source, List<AttributeDraft> attributes) {
        return source.isMapped()
                || attributes.stream()
                        .anyMatch(attribute -> attribute.source().isEmpty() && !attribute.isAsDelivered());
    }

    static List<String> lines(SourceDraft source, List<AttributeDraft> attributes) {
        List<String> lines = new ArrayList<>();
        boolean wide = source.isMapped();
        List<AttributeDraft> asked = attributes.stream()
                .filter(attribute -> attribute.source().equals(wide ? source.name() : ""))
                .toList();
        List<AttributeDraft> single =
                asked.stream().filter(one -> one.boxes().isEmpty()).toList();
        if (asked.isEmpty() || !single.isEmpty()) {
            lines.add(asked.isEmpty() ? NONE_ASKED : "values:");
        }
        single.forEach(attribute -> lines.add("  " + YamlScalar.of(attribute.question()) + ": " + answer(attribute)));
        boxes(asked, lines);
        if (wide
                && asked.isEmpty()
                && source.answers().isEmpty()
                && source.items().isEmpty()) {
            lines.add(
                    "# DECIDE: no column holds an answer. If it lists people who unsubscribed, they withdraw; take out shape and"
                            + " values, and say:");
            lines.add("# constants: { action: withdraw, attribute: newsletter_topics }");
        } else if (wide) {
            constants(source, lines);
        }
        return lines;
    }

    /** Writes questions whose choices have a boolean column each. */
    private static void boxes(List<AttributeDraft> asked, List<String> lines) {
        List<AttributeDraft> lists =
                asked.stream().filter(one -> !one.boxes().isEmpty()).toList();
        if (!lists.isEmpty()) {
            lines.add("lists:");
        }
        lists.forEach(list -> lines.add("  " + list.name() + ": { choices: { " + pairs(list.boxes()) + " } }"));
    }

    private static String pairs(Map<String, String> meanings) {
        return meanings.entrySet().stream()
                .map(one -> YamlScalar.quoted(one.getKey()) + ": " + YamlScalar.of(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String answer(AttributeDraft attribute) {
        if (!attribute.hasTable()) {
            return attribute.name();
        }
        return "{ attribute: " + attribute.name() + ", answers: { " + pairs(attribute.answers()) + " } }";
    }

    /**
     * Writes placeholders for the constants that a person has to supply: a sheet contains the answers, but neither the
     * notice nor the purpose.
     */
    private static void constants(SourceDraft source, List<String> lines) {
        boolean action = source.column(ColumnRole.ACTION).isEmpty() && !source.isPreset(ColumnRole.ACTION);
        List<ColumnRole> missing = SourceKind.DECLARATIONS.roles().stream()
                .filter(role -> NEEDED.containsKey(role) && source.column(role).isEmpty() && !source.isPreset(role))
                .toList();
        if (!action && missing.isEmpty()) {
            return;
        }
        lines.add(action ? "constants:" : "# constants:");
        if (action) {
            lines.add("  action: declare");
        }
        if (!missing.isEmpty()) {
            lines.add(
                    "  # DECIDE: what is true of every answer; what is not stated is missing, and the answers are refused:");
        }
        missing.forEach(role -> lines.add("  # " + role.key() + ": " + NEEDED.get(role)));
    }
}
