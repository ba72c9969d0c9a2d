package io.crumbless.tools.init;

import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.job.PresetSigns;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SourceLook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The draft of one source of the job file.
 *
 * @param name its name in the job file
 * @param path its path as written in the job file
 * @param shape {@code membership} and so on; of declarations {@code rows} where each row is a statement of one
 *     attribute, {@code wide} where each is a person's answers, {@code nested} where each holds a list of statements
 * @param columns the recognised columns by role
 * @param items shape {@code nested}: the path of the list whose items are statements
 * @param answers declarations of shape {@code wide}, memberships of shape {@code wide}: columns that hold answers or
 *     values
 * @param boxes declarations of shape {@code wide}: boolean columns that belong to one question, with the choice of each
 * @param guesses reasons for roles that were not concluded from the column name
 * @param preset the preset for this kind of export
 */
record SourceDraft(
        SourceKind kind,
        String name,
        String path,
        SourceLook look,
        String shape,
        Map<ColumnRole, String> columns,
        Optional<String> items,
        List<String> answers,
        Map<String, Map<String, String>> boxes,
        List<String> guesses,
        Optional<PresetSigns> preset) {
    /** Columns that distinguish requests for erasure from other or refused requests. */
    private static final Pattern SORTS_OF_REQUESTS =
            Pattern.compile("(?i)((request|case|ticket)[ _-]?)?(type|kind|category|stage|state)|antragsart|art");

    static final String WIDE = "wide";
    static final String ROWS = "rows";
    static final String NESTED = "nested";

    SourceDraft {
        columns = Collections.unmodifiableMap(new EnumMap<>(columns));
        answers = List.copyOf(answers);
        guesses = List.copyOf(guesses);
    }

    /** The same draft with keys found by {@link KeyHints}. */
    SourceDraft with(Map<ColumnRole, KeyHints.Hint> hints) {
        Map<ColumnRole, String> more = new EnumMap<>(ColumnRole.class);
        more.putAll(columns);
        List<String> why = new ArrayList<>(guesses);
        hints.forEach((role, hint) -> {
            more.put(role, hint.column());
            why.add(hint.reason());
        });
        List<String> rest =
                answers.stream().filter(answer -> !more.containsValue(answer)).toList();
        return new SourceDraft(kind, name, path, look, shape, more, items, rest, boxes, why, preset);
    }

    Optional<String> column(ColumnRole role) {
        return Optional.ofNullable(columns.get(role));
    }

    /** The inspected source, with the columns that the draft treats as answers. */
    SourceLook answeringLook() {
        return kind == SourceKind.DECLARATIONS ? look.answering(look.columnNames()) : look;
    }

    Optional<ColumnLook> look(ColumnRole role) {
        return column(role).flatMap(look::column);
    }

    /** Whether its preset supplies the column or constant for the role. */
    boolean isPreset(ColumnRole role) {
        return preset.map(known -> known.fields().contains(role.key())
                        || (role == ColumnRole.SEGMENT && known.fields().contains("segments")))
                .orElse(false);
    }

    /** Whether its records are turned into statements by its own table of questions. */
    boolean isMapped() {
        return shape.equals(WIDE) || shape.equals(NESTED);
    }

    /** Whether its questions can be determined: if it has a preset, this has a column for each answer. */
    boolean hasAnswers() {
        return preset.map(known -> known.shape().equals(WIDE)).orElse(true);
    }

    /** Unread columns that seem to say which rows count. */
    List<String> flags() {
        return kind == SourceKind.DECLARATIONS || preset.isPresent()
                ? List.of()
                : others().stream()
                        .filter(name -> UnreadColumns.isFlag(name)
                                || (kind == SourceKind.ERASURES
                                        && SORTS_OF_REQUESTS.matcher(name).matches())
                                || look.column(name).map(ColumnLook::isYesOrNo).orElse(false))
                        .toList();
    }

    /** Columns without a role and without answers. */
    List<String> others() {
        return look.columnNames().stream()
                .filter(name -> !columns.containsValue(name) && !answers.contains(name))
                .filter(name -> boxes.values().stream().noneMatch(choices -> choices.containsKey(name)))
                .toList();
    }
}
