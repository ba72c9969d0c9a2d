package io.crumbless.tools.init;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.Packing;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.FileForm;
import io.crumbless.tools.inspect.Forms;
import io.crumbless.tools.inspect.KeyOverlap;
import io.crumbless.tools.inspect.SourceLook;
import io.crumbless.tools.inspect.SurveySheet;
import io.crumbless.tools.inspect.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the job file, with a comment wherever something was assumed or is left to decide. */
final class JobText {
    /** Roles that presets leave to the job file. */
    private static final Set<ColumnRole> ID_COLUMNS =
            Set.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID, ColumnRole.DECLARATION_ID);

    /** A smaller share is treated as errors. */
    private static final double SOME = 0.02;

    private final StringBuilder text = new StringBuilder();
    private final List<AttributeDraft> attributes;
    private final Map<SourceDraft, Map<String, List<String>>> words;

    private JobText(List<AttributeDraft> attributes, Map<SourceDraft, Map<String, List<String>>> words) {
        this.attributes = attributes;
        this.words = words;
    }

    /**
     * Writes the job file.
     *
     * @param attributes the attributes to which the answers in declarations belong
     * @param words words found in columns that seem to say which rows count
     */
    static String of(
            String job,
            List<SourceDraft> sources,
            List<AttributeDraft> attributes,
            Map<SourceDraft, Map<String, List<String>>> words) {
        return new JobText(attributes, words).write(job, sources);
    }

    private String write(String job, List<SourceDraft> sources) {
        text.append("""
                # Drafted from deliveries that were looked at. Every line that says DECIDE waits for a person. All keys:
                # docs/reference/job.md. Paths are relative to this file.
                job: %s

                # DECIDE: the zone whose days are business dates.
                zone: UTC

                policy: policy/
                warehouse: warehouse
                """.replace("%s", job));
        ids(sources);
        group(sources, "\nlegacy:\n", "  memberships:\n", SourceKind.MEMBERSHIPS);
        boolean memberships = has(sources, SourceKind.MEMBERSHIPS);
        group(sources, memberships ? "" : "\nlegacy:\n", "  links:\n", SourceKind.LINKS);
        boolean legacy = memberships || has(sources, SourceKind.LINKS);
        group(sources, legacy ? "" : "\nlegacy:\n", "  opt-outs:\n", SourceKind.OPT_OUTS);
        group(sources, "", "\ndeclarations:\n", SourceKind.DECLARATIONS);
        group(sources, "", "\nerasures:\n", SourceKind.ERASURES);
        return text.toString();
    }

    /** Where ids of two sources meet only in another spelling. */
    private void ids(List<SourceDraft> sources) {
        List<SourceLook> looks = sources.stream().map(SourceDraft::look).toList();
        KeyOverlap.among(looks).stream()
                .filter(KeyOverlap::missesSpellings)
                .findFirst()
                .ifPresent(overlap -> {
                    line("", "");
                    line(
                            "",
                            "# DECIDE: ids of '" + YamlScalar.comment(overlap.column()) + "' and '"
                                    + YamlScalar.comment(overlap.otherColumn())
                                    + "' meet only in another spelling, so some people are two. Keep what differs (ids of cookies:"
                                    + " cookie-ids):");
                    line("", "# ids: { ignore: [case, leading-zeros, point-zero, invisible] }");
                });
    }

    private static boolean has(List<SourceDraft> sources, SourceKind kind) {
        return sources.stream().anyMatch(source -> source.kind() == kind);
    }

    private void group(List<SourceDraft> sources, String above, String key, SourceKind kind) {
        if (has(sources, kind)) {
            String indent = kind == SourceKind.DECLARATIONS || kind == SourceKind.ERASURES ? "  " : "    ";
            text.append(above).append(key);
            sources.stream().filter(source -> source.kind() == kind).forEach(source -> source(source, indent));
        }
    }

    private void source(SourceDraft source, String indent) {
        String inner = indent + "  ";
        line(
                indent,
                "# " + Forms.describe(source.look().form()) + "; columns: "
                        + YamlScalar.comment(String.join(", ", source.look().columnNames())));
        line(indent, "- name: " + source.name());
        line(inner, "path: " + path(source.path()));
        source.preset()
                .ifPresent(preset -> line(
                        inner,
                        "preset: " + preset.name() + " # what it says and what it cannot: docs/reference/presets.md"));
        if (source.preset().isEmpty()) {
            form(source, inner);
        } else if (source.preset().get().header().isEmpty()) {
            csv(source.look(), inner);
        }
        if (source.kind() == SourceKind.MEMBERSHIPS && source.preset().isEmpty()) {
            line(inner, "shape: " + source.shape());
        }
        if (source.kind() == SourceKind.DECLARATIONS) {
            line(
                    inner,
                    "delivers: " + (DayPath.of(source.path()).bearsDate() ? "increment" : "snapshot")
                            + " # DECIDE: snapshot where each delivery holds everything, increment where it holds what is new");
        }
        boolean mapped = source.kind() == SourceKind.DECLARATIONS
                && source.hasAnswers()
                && AnswersText.isNeeded(source, attributes);
        if (mapped && source.preset().isEmpty()) {
            line(inner, "shape: " + (source.isMapped() ? source.shape() : "tall"));
            source.items().ifPresent(items -> line(inner, "items: " + YamlScalar.of(items)));
        }
        columns(source, inner);
        ids(source, inner);
        if (mapped) {
            AnswersText.lines(source, attributes).forEach(line -> line(inner, line));
        }
        ignored(source, inner);
        times(source, inner);
        flags(source, inner);
        Undecided.of(source).forEach(decision -> line(inner, "# DECIDE: " + YamlScalar.comment(decision)));
    }

    private static String path(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : YamlScalar.quoted(path);
    }

    private void form(SourceDraft source, String indent) {
        FileForm form = source.look().form();
        String unpacked = Packing.unpackedName(source.path());
        String ending = unpacked.substring(unpacked.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean recognised =
                ending.equals(form.kind().word()) || (form.kind() == FileForm.Kind.JSONL && ending.equals("ndjson"));
        if (!recognised && form.kind() != FileForm.Kind.OTHER && form.kind() != FileForm.Kind.EMPTY) {
            line(indent, "format: " + form.kind().word());
        }
        csv(source.look(), indent);
        form.assumed().forEach(assumed -> line(indent, "# DECIDE: " + assumed));
    }

    private void csv(SourceLook look, String indent) {
        List<String> csv =
                new ArrayList<>(look.form().dialect().map(JobText::dialect).orElse(List.of()));
        List<String> nulls = look.nullWords();
        if (!nulls.isEmpty()) {
            csv.add("nulls: [" + nulls.stream().map(YamlScalar::quoted).collect(Collectors.joining(", ")) + "]");
        }
        if (!csv.isEmpty()) {
            line(indent, "csv: { " + String.join(", ", csv) + " }");
        }
        if (!nulls.isEmpty()) {
            line(
                    indent,
                    "# DECIDE: the words under nulls are read as nothing in every column; leave out one that may be an"
                            + " answer");
        }
    }

    private static List<String> dialect(CsvDialect dialect) {
        List<String> keys = new ArrayList<>();
        if (dialect.delimiter() != ',') {
            keys.add("delimiter: "
                    + (dialect.delimiter() == '\t' ? "tab" : YamlScalar.quoted("" + dialect.delimiter())));
        }
        if (dialect.quote() == CsvDialect.NO_QUOTE) {
            keys.add("quote: none");
        }
        if (!dialect.encoding().equals(StandardCharsets.UTF_8)) {
            keys.add("encoding: " + dialect.encoding().name());
        }
        if (dialect.options().escape() != CsvOptions.NONE) {
            keys.add("escape: "
                    + YamlScalar.quoted(Character.toString(dialect.options().escape())));
        }
        if (dialect.options().skipLines() > 0) {
            keys.add("skip-lines: " + dialect.options().skipLines());
        }
        if (dialect.options().skipRows() > 0) {
            keys.add("skip-rows: " + dialect.options().skipRows());
        }
        if (dialect.options().comment() != CsvOptions.NONE) {
            keys.add("comment: "
                    + YamlScalar.quoted(Character.toString(dialect.options().comment())));
        }
        if (dialect.options().lastLineCounts()) {
            keys.add("last-line: count");
        }
        if (dialect.options().blanksBeforeQuotes()) {
            keys.add("blanks-before-quotes: true");
        }
        if (!dialect.columns().isEmpty()) {
            keys.add("header: [" + String.join(", ", dialect.columns()) + "]");
        }
        return keys;
    }

    private void columns(SourceDraft source, String indent) {
        List<String> entries = new ArrayList<>();
        source.columns().forEach((role, column) -> {
            boolean list = source.shape().equals("list") && role == ColumnRole.SEGMENT;
            if (source.isPreset(role) || (source.preset().isPresent() && !ID_COLUMNS.contains(role))) {
                // The preset maps the column itself, or does not use it.
            } else if (role == ColumnRole.DECLARATION_ID && source.items().isPresent()) {
                // This id identifies the record; each of its items needs its own.
            } else if (list) {
                int point = column.lastIndexOf('.');
                entries.add("segments: " + YamlScalar.of(point < 0 ? column : column.substring(0, point)));
                if (point >= 0) {
                    entries.add("segment: " + YamlScalar.of(column));
                }
            } else if (!isItsOwnName(source, role, column)) {
                entries.add(role.key() + ": " + YamlScalar.of(column));
            }
        });
        if (!entries.isEmpty()) {
            line(indent, "columns: { " + String.join(", ", entries) + " }");
        }
    }

    /** Writes how the id is composed: of the record's id, or of subject and time, and of the question. */
    private void ids(SourceDraft source, String indent) {
        if (source.items().isEmpty() || source.preset().isPresent()) {
            return;
        }
        List<ColumnRole> record = source.column(ColumnRole.DECLARATION_ID).isPresent()
                ? List.of(ColumnRole.DECLARATION_ID)
                : List.of(ColumnRole.SUBJECT_ID, ColumnRole.DECLARED_AT);
        List<String> of = Stream.concat(
                        record.stream().flatMap(role -> source.column(role).stream()), ofItem(source).stream())
                .distinct()
                .map(YamlScalar::of)
                .toList();
        line(
                indent,
                "id-of: [" + String.join(", ", of)
                        + "] # DECIDE: columns that are never edited, and of which no two items have the same");
    }

    /**
     * The field that distinguishes an item from others in its record: its question, its purpose, or otherwise its first
     * field.
     */
    private static Optional<String> ofItem(SourceDraft source) {
        String prefix = source.items().orElseThrow() + ".";
        return Stream.concat(
                        Stream.of(ColumnRole.ATTRIBUTE, ColumnRole.PURPOSES)
                                .flatMap(role -> source.column(role).stream()),
                        source.look().columnNames().stream())
                .filter(column -> column.startsWith(prefix))
                .findFirst();
    }

    /** In declarations and requests, a column with its canonical name needs no mapping. */
    private static boolean isItsOwnName(SourceDraft source, ColumnRole role, String column) {
        boolean canonical = source.kind() == SourceKind.DECLARATIONS || source.kind() == SourceKind.ERASURES;
        return canonical && column.equals(role.key().replace('-', '_'));
    }

    private void times(SourceDraft source, String indent) {
        for (ColumnRole role : List.of(
                ColumnRole.ASSIGNED_AT, ColumnRole.LINKED_AT, ColumnRole.DECLARED_AT, ColumnRole.REQUESTED_AT)) {
            source.look(role).ifPresent(column -> times(source, role, column, indent));
        }
    }

    private void times(SourceDraft source, ColumnRole role, ColumnLook column, String indent) {
        column.timeForm()
                .filter(form -> !form.equals("iso") && source.preset().isEmpty())
                .ifPresent(form -> line(indent, "times: { " + role.key() + ": " + form + " }"));
        if (column.withoutOffset() > SOME * column.said()) {
            line(
                    indent,
                    "# DECIDE: times of '" + YamlScalar.comment(column.name())
                            + "' have no offset and are refused until you say whose clock showed them:");
            line(indent, "# zone: Europe/Berlin");
        }
        if (column.of(TextForm.DATE) + column.of(TextForm.OTHER_DATE) > SOME * column.said()) {
            line(
                    indent,
                    "# DECIDE: days of '" + YamlScalar.comment(column.name())
                            + "' end in the zone of the source; what has only a day can take away, but declares nothing:");
            line(indent, "# zone: Europe/Berlin");
        }
        boolean other = column.of(TextForm.OTHER_DATE) + column.of(TextForm.OTHER_TIME) > SOME * column.said();
        if (other && column.timeForm().isEmpty()) {
            line(indent, "# DECIDE: how times of '" + YamlScalar.comment(column.name()) + "' are written, such as");
            line(indent, "# times: { " + role.key() + ": { pattern: \"dd.MM.yyyy HH:mm\" } }");
        }
    }

    /**
     * Ignores columns that survey tools write about the sheet and the device, so that they are not reported in every
     * run.
     */
    private void ignored(SourceDraft source, String indent) {
        String columns = source.others().stream()
                .filter(column -> source.isMapped() && isOfTheTool(source, column))
                .map(YamlScalar::of)
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            line(indent, "ignore-columns: [" + columns + "]");
        }
    }

    /** Whether a column was written by the survey tool and cannot say which responses count. */
    private static boolean isOfTheTool(SourceDraft source, String column) {
        boolean beside = source.kind() == SourceKind.DECLARATIONS
                && (SurveySheet.isBesideAnswers(column)
                        || SurveySheet.isTiming(column, source.look().columnNames()));
        return beside && !SurveySheet.mayDecide(column);
    }

    private void flags(SourceDraft source, String indent) {
        for (String column : source.flags()) {
            boolean yesOrNo =
                    source.look().column(column).map(ColumnLook::isYesOrNo).orElse(false);
            List<String> found = words.getOrDefault(source, Map.of()).getOrDefault(column, List.of());
            boolean times =
                    source.look().column(column).map(ColumnLook::isOfTimes).orElse(false);
            String counts = times
                    ? "[\"\"]"
                    : yesOrNo
                            ? "true"
                            : "[" + found.stream().map(YamlScalar::of).collect(Collectors.joining(", ")) + "]";
            line(
                    indent,
                    "# DECIDE: each row counts as a yes, whatever stands in '" + YamlScalar.comment(column)
                            + "'. Say which do, or list it under ignore-columns:");
            line(
                    indent,
                    "# where: { " + YamlScalar.of(column) + ": " + counts + " }"
                            + (times ? " # rows without a time; { not: [\"\"] } for rows with one" : ""));
        }
    }

    private void line(String indent, String line) {
        text.append(indent).append(line).append('\n');
    }
}
