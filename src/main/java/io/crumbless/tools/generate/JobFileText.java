package io.crumbless.tools.generate;

import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the job file for the files of a plan. */
final class JobFileText {
    static final String NAME = "job.yaml";

    private final GenerateSettings settings;
    private final List<StatementSource> sources;
    private final StringBuilder text = new StringBuilder();

    private JobFileText(GenerateSettings settings, List<StatementSource> sources) {
        this.settings = settings;
        this.sources = sources;
    }

    static String of(GenerateSettings settings, List<StatementSource> sources) {
        return new JobFileText(settings, sources).write();
    }

    private String write() {
        line("# Written by 'crumbless generate': reads the files beside it. Run it with --date " + settings.date()
                + (settings.nights() > 1 ? " to " + settings.lastDate() : ""));
        line("job: generated");
        line("zone: " + settings.zone());
        line("policy: " + quoted(policyPath()));
        line("warehouse: warehouse");
        line("legacy:");
        if (!settings.formats().shapes().isEmpty()) {
            line("  memberships:");
            settings.formats().shapes().forEach(this::memberships);
        }
        links();
        if (!sources.isEmpty()) {
            line("declarations:");
            sources.forEach(this::statements);
        }
        line("erasures:");
        line("  - name: " + OutputPlan.ERASURES);
        line("    path: declarations/" + OutputPlan.ERASURES + "*.csv");
        // Twice the configured share, because minors, unknown ages and chance add to it.
        double share = Math.min(1, 0.05 + 2 * settings.manners().refusedShare());
        line(String.format(Locale.ROOT, "guards: { refusals-may-reach: %.2f }", share));
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Relative to the job file if both are on the same disk. */
    private String policyPath() {
        Path policy = settings.policy().toAbsolutePath().normalize();
        Path folder = settings.folder().toAbsolutePath().normalize();
        boolean oneTree = policy.getRoot().equals(folder.getRoot());
        return (oneTree ? folder.relativize(policy) : policy).toString().replace('\\', '/');
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void memberships(Shape shape) {
        Format format = settings.formats().of(shape);
        line("    - name: " + OutputPlan.LEGACY_NAMES.get(shape));
        switch (shape) {
            case MEMBERSHIP -> {
                line("      path: legacy/dmp/{date}/*." + format.word());
                line("      shape: membership");
                line("      columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method,"
                        + " score: score }");
            }
            case LIST -> {
                line("      path: legacy/onsite/{date}/*." + format.word());
                line("      shape: list");
                line(
                        format == Format.JSONL
                                ? "      columns: { cookie-id: visitor, segments: segments, segment: segments.id,"
                                        + " collected-by: segments.by, assigned-at: segments.since }"
                                : "      columns: { cookie-id: visitor, segments: segments, assigned-at: exported }");
            }
            case WIDE -> {
                line("      path: legacy/crm-accounts*." + format.word());
                line("      shape: wide");
                line("      columns: { subject-id: customer_id, assigned-at: updated_at }");
            }
            case TALL -> {
                line("      path: legacy/crm-form-fields*." + format.word());
                line("      shape: tall");
                line(
                        "      columns: { cookie-id: visitor, attribute: field, value: answer, assigned-at: answered_at }");
            }
        }
    }

    private void links() {
        String ending = settings.formats().links().word();
        line("  links:");
        line("    - name: " + OutputPlan.LINKS);
        line("      path: legacy/" + OutputPlan.LINKS + "*." + ending);
        line("      columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: at }");
        line("  opt-outs:");
        line("    - name: " + OutputPlan.OPT_OUTS);
        line("      path: legacy/" + OutputPlan.OPT_OUTS + "*." + ending);
        line("      columns: { cookie-id: cookie, subject-id: customer }");
    }

    private void statements(StatementSource source) {
        Formats formats = settings.formats();
        line("  - name: " + source.sourceName());
        if (source.isDatabase(formats)) {
            line("    database:");
            line("      scripts: [declarations/" + source.sourceName() + ".sql]");
            line("      table: " + Draft.LAYOUT.name());
        } else {
            String ending = source.format(formats).word();
            String date = source.deliversIncrements() ? "-{date}" : "";
            line("    path: declarations/" + source.sourceName() + date + "*." + ending);
        }
        if (!source.isDatabase(formats)
                && source.format(formats) == Format.CSV
                && source.csvStyle() != CsvStyle.USUAL) {
            line("    csv: { delimiter: '" + source.csvStyle().delimiter() + "', encoding: "
                    + source.csvStyle().encoding().name() + " }");
        }
        line("    delivers: " + (source.deliversIncrements() ? "increment" : "snapshot"));
        if (source.hasLocalTimes()) {
            line("    zone: " + settings.zone());
        }
        source.usualJurisdiction().ifPresent(code -> line("    jurisdiction: " + code));
    }
}
