package io.crumbless.tools.init;

import io.crumbless.night.job.PresetSigns;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SourceLook;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognises what the columns of a source are for, by their names. What their names do not say is left open. */
final class MappingGuess {
    /** What survey tools put beside the answers; they describe the sheet or the machine, not what the person said. */
    private static final Set<String> BESIDE_ANSWERS = Set.of(
            ("start_date end_date status ip_address ipaddress ip progress duration duration_in_seconds duration_seconds finished"
                            + " recipient_last_name recipient_first_name recipient_email location_latitude"
                            + " location_longitude distribution_channel user_language q_recaptcha_score token last_page"
                            + " start_language seed network_id respondent_id collector_id tags landed_at referer browser"
                            + " completed response_type startdate enddate submitdate startlanguage email email_address"
                            + " first_name last_name name custom_1 form_version survey_version")
                    .split(" "));

    private final SourceKind kind;
    private final SourceLook look;
    private final List<String> left;
    private final Map<ColumnRole, String> columns = new EnumMap<>(ColumnRole.class);

    private MappingGuess(SourceKind kind, SourceLook look) {
        this.kind = kind;
        this.look = look;
        this.left = new ArrayList<>(look.columnNames());
    }

    /** @param path as written in the job file */
    static SourceDraft of(SourceKind kind, String name, String path, SourceLook look) {
        return new MappingGuess(kind, look).draft(name, path);
    }

    private SourceDraft draft(String name, String path) {
        Optional<PresetSigns> preset = PresetGuess.of(kind, look);
        boolean mayBeNested = kind == SourceKind.DECLARATIONS && preset.isEmpty();
        Optional<ItemsGuess> nested = mayBeNested ? ItemsGuess.of(look) : Optional.empty();
        nested.ifPresent(items -> items.columns().forEach(this::take));
        for (ColumnRole role : kind.roles()) {
            if (!columns.containsKey(role)) {
                List<String> outside = nested.map(items -> items.outside(left)).orElse(left);
                role.in(outside).ifPresent(column -> take(role, column));
            }
        }
        String shape =
                switch (kind) {
                    case MEMBERSHIPS -> membershipShape();
                    case DECLARATIONS -> nested.isPresent() ? SourceDraft.NESTED : declarationShape();
                    case LINKS, OPT_OUTS, ERASURES -> SourceDraft.ROWS;
                };
        return new SourceDraft(
                kind, name, path, look, shape, columns, nested.map(ItemsGuess::path), answers(shape), preset);
    }

    private void take(ColumnRole role, String column) {
        columns.put(role, column);
        left.remove(column);
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

    /** A row is keyed by one id, and roles that the shape has not are none. */
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
                .filter(column -> kind == SourceKind.MEMBERSHIPS || !isBesideAnswers(column))
                .toList();
    }

    private static boolean isBesideAnswers(String column) {
        String plain = column.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
        return BESIDE_ANSWERS.contains(plain);
    }
}
