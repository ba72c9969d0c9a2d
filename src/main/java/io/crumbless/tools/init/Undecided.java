package io.crumbless.tools.init;

import io.crumbless.process.Quantity;
import io.crumbless.tools.inspect.ColumnRole;
import java.util.ArrayList;
import java.util.List;

/** Lists what a source needs but its columns do not show. */
final class Undecided {
    private Undecided() {}

    static List<String> of(SourceDraft source) {
        List<String> decisions = new ArrayList<>();
        source.guesses().forEach(guess -> decisions.add(guess + "; is that so?"));
        if (source.preset().isPresent() && !(source.kind() == SourceKind.DECLARATIONS && source.hasAnswers())) {
            decisions.add("what preset " + source.preset().get().name()
                    + " leaves to be said: see docs/reference/presets.md"
                    + (source.kind() == SourceKind.DECLARATIONS
                            ? "; which question answers which attribute stands under values"
                            : ""));
            if (source.kind() == SourceKind.MEMBERSHIPS && !source.isPreset(ColumnRole.ASSIGNED_AT)) {
                decisions.add("the export has no times: state since when people are in its segments, with assigned-at:"
                        + " \"{date}\" or a day such as 2026-11-22");
            }
            return decisions;
        }
        source.look().form().unread().ifPresent(why -> decisions.add("the files cannot be read: they are " + why));
        switch (source.kind()) {
            case MEMBERSHIPS -> memberships(source, decisions);
            case LINKS -> {
                require(source, ColumnRole.COOKIE_ID, decisions);
                require(source, ColumnRole.SUBJECT_ID, decisions);
                if (source.column(ColumnRole.METHOD).isEmpty()) {
                    decisions.add(
                            "no column states the method of the links; if all have the same method, set method: login");
                }
            }
            case OPT_OUTS -> {
                if (source.columns().isEmpty()) {
                    decisions.add(missing(ColumnRole.COOKIE_ID, source) + ", or subject-id");
                }
            }
            case DECLARATIONS -> declarations(source, decisions);
            case ERASURES -> {
                require(source, ColumnRole.SUBJECT_ID, decisions);
                require(source, ColumnRole.REQUESTED_AT, decisions);
            }
        }
        return decisions;
    }

    private static void memberships(SourceDraft source, List<String> decisions) {
        if (source.column(ColumnRole.COOKIE_ID).isEmpty()
                && source.column(ColumnRole.SUBJECT_ID).isEmpty()) {
            decisions.add(missing(ColumnRole.COOKIE_ID, source) + "; or subject-id, if it holds customer ids");
        }
        if (source.shape().equals(SourceDraft.WIDE)) {
            decisions.add("no column was recognised as one of segments, so that each of "
                    + Quantity.of(source.answers().size(), "column") + " counts as a value; if one holds segments, say"
                    + " shape: membership and columns: { segment: ... }");
        }
    }

    private static void declarations(SourceDraft source, List<String> decisions) {
        require(source, ColumnRole.SUBJECT_ID, decisions);
        if (source.look().columnNames().stream().anyMatch(String::isBlank)) {
            decisions.add(
                    "columns without a name in the header are not read; have them exported with names, or name all of"
                            + " them with csv: { header: [...], skip-lines: ... }");
        }
        if (source.shape().equals(SourceDraft.WIDE)) {
            require(source, ColumnRole.DECLARATION_ID, decisions);
            require(source, ColumnRole.DECLARED_AT, decisions);
            decisions.add("each row holds a person's answers; state the channel, elicitation, notice and purposes that "
                    + "all of them share under constants, otherwise they are missing");
            return;
        }
        if (source.items().isPresent()) {
            require(source, ColumnRole.ATTRIBUTE, decisions);
            require(source, ColumnRole.VALUE, decisions);
            require(source, ColumnRole.DECLARED_AT, decisions);
            source.column(ColumnRole.ACTION)
                    .ifPresent(column -> decisions.add("which words of '" + column
                            + "' declare and which withdraw: words: { action: { granted: declare, revoked: withdraw } }; a"
                            + " word that is not listed stops the night"));
            decisions.add("each item of the list '" + source.items().get()
                    + "' is a statement; state the channel, elicitation, notice and purposes that all of them "
                    + "share under constants, otherwise they are missing");
            return;
        }
        for (ColumnRole role : SourceKind.DECLARATIONS.roles()) {
            boolean needed = role.compareTo(ColumnRole.DECLARED_AT) <= 0
                    && role != ColumnRole.RECORDED_BY
                    && role != ColumnRole.CONFIRMED
                    && role != ColumnRole.SUBJECT_ID;
            if (needed) {
                require(source, role, decisions);
            }
        }
    }

    private static void require(SourceDraft source, ColumnRole role, List<String> decisions) {
        if (source.column(role).isEmpty() && !source.isPreset(role)) {
            decisions.add(missing(role, source));
        }
    }

    private static String missing(ColumnRole role, SourceDraft source) {
        return "no column was recognised as " + role.key() + "; name it with columns: { " + role.key() + ": ... }"
                + (source.others().isEmpty() ? "" : ", it may be one of " + String.join(", ", source.others()));
    }
}
