package io.crumbless.tools.init;

import io.crumbless.night.job.PresetSigns;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SourceLook;
import io.crumbless.tools.inspect.SurveySheet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognises the roles of the columns of a source by their names. Columns whose names are not known are left open. */
final class MappingGuess {
    private static final Set<ColumnRole> TIMES =
            Set.of(ColumnRole.ASSIGNED_AT, ColumnRole.LINKED_AT, ColumnRole.DECLARED_AT, ColumnRole.REQUESTED_AT);

    private static final String NUMBER_SIGN = "#";

    private final SourceKind kind;
    private final SourceLook look;
    private final List<String> left;
    private final Map<ColumnRole, String> columns = new EnumMap<>(ColumnRole.class);
    private final List<String> guesses = new ArrayList<>();

    private MappingGuess(SourceKind kind, SourceLook look) {
        this.kind = kind;
        this.look = look;
        this.left = new ArrayList<>(look.columnNames());
    }

    /** @param path the path as written in the job file */
    static SourceDraft of(SourceKind kind, String name, String path, SourceLook look) {
        return new MappingGuess(kind, look).draft(name, path);
    }

    private SourceDraft draft(String name, String path) {
        Optional<PresetSigns> preset = PresetGuess.of(kind, look);
        preset.ifPresent(this::byPlace);
        boolean mayBeNested = kind == SourceKind.DECLARATIONS && preset.isEmpty();
        Optional<ItemsGuess> nested = mayBeNested ? ItemsGuess.of(look) : Optional.empty();
        nested.ifPresent(items -> items.columns().forEach(this::take));
        for (ColumnRole role : kind.roles()) {
            if (!columns.containsKey(role)) {
                List<String> outside = nested.map(items -> items.outside(left)).orElse(left);
                role.in(outside).ifPresent(column -> take(role, column));
            }
        }
        if (nested.isEmpty() && preset.isEmpty()) {
            numberSign();
            addresses();
            times();
        }
        String shape =
                switch (kind) {
                    case MEMBERSHIPS -> membershipShape();
                    case DECLARATIONS -> nested.isPresent() ? SourceDraft.NESTED : declarationShape();
                    case LINKS, OPT_OUTS, ERASURES -> SourceDraft.ROWS;
                };
        List<String> answers = new ArrayList<>(answers(shape));
        Map<String, Map<String, String>> boxes =
                kind == SourceKind.DECLARATIONS ? TickBoxes.among(answers, look) : Map.of();
        boxes.values().forEach(choices -> answers.removeAll(choices.keySet()));
        return new SourceDraft(
                kind, name, path, look, shape, columns, nested.map(ItemsGuess::path), answers, boxes, guesses, preset);
    }

    private void take(ColumnRole role, String column) {
        columns.put(role, column);
        left.remove(column);
    }

    /** Assigns roles by position: in a file without a header, the preset knows the order of the columns. */
    private void byPlace(PresetSigns preset) {
        List<String> places = look.form().columns();
        preset.place("cookie-id").ifPresent(place -> take(ColumnRole.COOKIE_ID, places.get(place)));
        preset.place("segments").ifPresent(place -> take(ColumnRole.SEGMENT, places.get(place)));
    }

    /** Typeform calls the id of a response {@code #}, as others call the number of a row. */
    private void numberSign() {
        boolean id = kind == SourceKind.DECLARATIONS
                && !columns.containsKey(ColumnRole.DECLARATION_ID)
                && look.column(NUMBER_SIGN)
                        .filter(column -> !column.isOfWholeNumbers())
                        .isPresent();
        if (id) {
            take(ColumnRole.DECLARATION_ID, NUMBER_SIGN);
        }
    }

    /** A list of addresses names people and holds no answers: people who unsubscribed, usually. */
    private void addresses() {
        List<String> others = left.stream()
                .filter(column -> look.column(column)
                        .filter(known -> !known.isOfTimes() && !known.isOfDays())
                        .isPresent())
                .toList();
        boolean alone = others.size() == 1
                && look.column(others.get(0)).filter(ColumnLook::isOfAddresses).isPresent();
        if (kind == SourceKind.DECLARATIONS && !columns.containsKey(ColumnRole.SUBJECT_ID) && alone) {
            guesses.add("'" + others.get(0)
                    + "' was taken for subject-id, because it holds e-mail addresses and there is no"
                    + " other column; name people as the other sources do");
            take(ColumnRole.SUBJECT_ID, others.get(0));
        }
    }

    /** Assigns the time of a record to the only column with times, if none has a known name. */
    private void times() {
        List<String> times = left.stream()
                .filter(column -> look.column(column).filter(this::mayBeTime).isPresent())
                .toList();
        kind.roles().stream()
                .filter(role -> TIMES.contains(role) && !columns.containsKey(role) && times.size() == 1)
                .findFirst()
                .ifPresent(role -> {
                    guesses.add("'" + times.get(0) + "' was taken for " + role.key()
                            + ", because no other column holds times");
                    take(role, times.get(0));
                });
    }

    /**
     * Whether the column may be the time. Requests may have a date only; declarations, assignments and links need a
     * time.
     */
    private boolean mayBeTime(ColumnLook column) {
        return column.isOfTimes() || (kind == SourceKind.ERASURES && column.isOfDays());
    }

    private String declarationShape() {
        return columns.containsKey(ColumnRole.ATTRIBUTE) && columns.containsKey(ColumnRole.VALUE)
                ? SourceDraft.ROWS
                : SourceDraft.WIDE;
    }

    private String membershipShape() {
        String shape;
        ColumnLook segment =
                look.column(columns.getOrDefault(ColumnRole.SEGMENT, "")).orElse(null);
        if (segment != null) {
            shape = segment.list() || segment.separated() * 2 > segment.said() ? "list" : "membership";
        } else {
            boolean tall = columns.containsKey(ColumnRole.ATTRIBUTE) && columns.containsKey(ColumnRole.VALUE);
            shape = tall ? "tall" : SourceDraft.WIDE;
        }
        keepOnly(shape);
        return shape;
    }

    /** Keeps one id as the key of a row, and only the roles that the shape has. */
    private void keepOnly(String shape) {
        if (columns.containsKey(ColumnRole.COOKIE_ID)) {
            giveUp(ColumnRole.SUBJECT_ID);
        }
        if (!shape.equals("tall")) {
            giveUp(ColumnRole.ATTRIBUTE);
        }
        if (shape.equals(SourceDraft.WIDE)) {
            giveUp(ColumnRole.VALUE);
            giveUp(ColumnRole.SCORE);
        }
    }

    private void giveUp(ColumnRole role) {
        String column = columns.remove(role);
        if (column != null) {
            left.add(column);
        }
    }

    private List<String> answers(String shape) {
        boolean asks = shape.equals(SourceDraft.WIDE);
        return left.stream()
                .filter(column -> asks && !column.isBlank())
                .filter(column -> kind == SourceKind.MEMBERSHIPS || mayBeAnswer(column))
                .toList();
    }

    private boolean mayBeAnswer(String column) {
        return !SurveySheet.isBesideAnswers(column) && !SurveySheet.isTiming(column, look.columnNames());
    }
}
