package io.crumbless.legal;

import io.crumbless.declaration.EvidenceLogReader;
import io.crumbless.declaration.LogEntry;
import io.crumbless.declaration.Statement;
import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Notice;
import io.crumbless.policy.NoticeText;
import io.crumbless.policy.Policy;
import io.crumbless.policy.PolicyFolder;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Lineage;
import io.crumbless.profile.NoticeRef;
import io.crumbless.profile.Origin;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.Count;
import io.crumbless.run.JobFile;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Location;
import io.crumbless.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Explains from the files of the current snapshot and the policy kept with it. Only row groups that may hold the person,
 * by their bounds and bloom filters, are read.
 */
public final class SnapshotExplainer implements Explainer {
    private static final String SUBJECT = Layout.SUBJECT_ID;

    @Override
    public Explanation explain(JobFile job, SubjectId subject) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        String runId = warehouse
                .current()
                .orElseThrow(() -> new Failure(
                        Failure.Actor.CALLER,
                        "Cannot explain: nothing was published in " + warehouse.root() + " yet; run the job first"));
        Manifest manifest = warehouse.manifest(runId);
        Policy policy = policy(warehouse.snapshot(runId).resolve(Warehouse.POLICY));
        return new Reading(warehouse.snapshot(runId), manifest, policy, subject.value()).explanation();
    }

    private static Policy policy(Location folder) {
        TreeMap<String, String> texts = new TreeMap<>();
        Storage storage = Storage.of(folder);
        for (FileEntry file : storage.list(folder)) {
            try (InputStream in = storage.open(file.location())) {
                texts.put(file.location().name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new Failure(Failure.Actor.ENVIRONMENT, "Cannot read " + file.location(), failure);
            }
        }
        return PolicyFolder.compile(texts);
    }

    /** One person in one snapshot. */
    private record Reading(Location snapshot, Manifest manifest, Policy policy, String subject) {
        /** What to do with a row that is the person's. */
        private interface Row {
            void read(RowGroupReader columns);
        }

        Explanation explanation() {
            List<Explanation.HeldValue> held = new ArrayList<>();
            String[] jurisdiction = new String[1];
            rows(Layout.PROFILES, profileColumns(), columns -> {
                jurisdiction[0] = columns.column("jurisdiction").text();
                policy.attributes()
                        .forEach(attribute -> value(attribute, columns).ifPresent(held::add));
            });
            List<Explanation.Moment> moments = new ArrayList<>();
            rows(
                    Layout.CONTACT_MOMENTS,
                    List.of("attribute", "purpose", "channel", "opens", "closes"),
                    columns -> moments.add(new Explanation.Moment(
                            text(columns, "attribute"),
                            text(columns, "purpose"),
                            text(columns, "channel"),
                            day(columns, "opens"),
                            day(columns, "closes"))));
            List<Count> removed = new ArrayList<>();
            rows(
                    Layout.REMOVALS,
                    List.of("source", "origin", "values"),
                    columns -> removed.add(new Count(
                            columns.column("values").whole(),
                            text(columns, "origin") + ", from source " + text(columns, "source"))));
            return new Explanation(
                    subject,
                    manifest.runId(),
                    manifest.businessDate(),
                    Instant.parse(manifest.asOf()),
                    manifest.policyVersion(),
                    Optional.ofNullable(jurisdiction[0]),
                    held,
                    log(),
                    moments,
                    removed);
        }

        private List<String> profileColumns() {
            List<String> columns = new ArrayList<>(List.of("jurisdiction"));
            for (Attribute attribute : policy.attributes()) {
                String name = attribute.name().value();
                columns.add(name);
                Layout.lineageFields().forEach(field -> columns.add(name + Layout.LINEAGE_SUFFIX + "." + field));
            }
            return columns;
        }

        private void rows(String dataset, List<String> wanted, Row row) {
            List<String> columns = new ArrayList<>(wanted);
            columns.add(SUBJECT);
            for (ParquetTable table : tables(dataset)) {
                for (int group = 0; group < table.rowGroups(); group++) {
                    if (table.mayHold(group, SUBJECT, subject)) {
                        read(table, group, columns, row);
                    }
                }
            }
        }

        private List<ParquetTable> tables(String dataset) {
            return manifest.outputs().stream()
                    .filter(output -> output.dataset().equals(dataset))
                    .map(output -> ParquetTable.open(snapshot.resolve(output.file())))
                    .toList();
        }

        private void read(ParquetTable table, int group, List<String> columns, Row row) {
            try (RowGroupReader reader = table.rowGroup(group, columns)) {
                List<ColumnCursor> cursors =
                        columns.stream().map(reader::column).toList();
                ColumnCursor subjects = reader.column(SUBJECT);
                for (long i = 0; i < reader.rows(); i++) {
                    cursors.forEach(ColumnCursor::next);
                    if (subject.equals(subjects.text())) {
                        row.read(reader);
                    }
                }
            }
        }

        private List<Explanation.LogLine> log() {
            List<LogEntry> entries = new ArrayList<>();
            EvidenceLogReader reader = new EvidenceLogReader();
            for (ParquetTable table : tables(Layout.DECLARATIONS)) {
                for (int group = 0; group < table.rowGroups(); group++) {
                    if (table.mayHold(group, SUBJECT, subject)) {
                        reader.read(table, group, entry -> {
                            if (entry.statement().subject().value().equals(subject)) {
                                entries.add(entry);
                            }
                        });
                    }
                }
            }
            entries.sort(Comparator.comparingLong(
                    (LogEntry entry) -> entry.statement().declaredAtMicros()));
            return entries.stream().map(Reading::line).toList();
        }

        private static Explanation.LogLine line(LogEntry entry) {
            Statement statement = entry.statement();
            return new Explanation.LogLine(
                    statement.declarationId(),
                    statement.source(),
                    statement.action().word(),
                    statement.attribute(),
                    statement.value(),
                    Instant.EPOCH.plus(statement.declaredAtMicros(), ChronoUnit.MICROS),
                    statement.channel() == null ? "" : statement.channel(),
                    entry.fate().word());
        }

        private Optional<Explanation.HeldValue> value(Attribute attribute, RowGroupReader columns) {
            String name = attribute.name().value();
            ColumnCursor value = columns.column(name);
            if (value.isNull()) {
                return Optional.empty();
            }
            Lineage lineage = lineage(columns, name + Layout.LINEAGE_SUFFIX + ".");
            String shown = value.info().list() ? String.join(", ", texts(value)) : String.valueOf(value.text());
            return Optional.of(new Explanation.HeldValue(
                    name, attribute.title().getOrDefault("en", name), shown, lineage, noticeText(lineage.notice())));
        }

        private static Lineage lineage(RowGroupReader columns, String prefix) {
            ColumnCursor noticeId = columns.column(prefix + "notice_id");
            NoticeRef notice = noticeId.isNull()
                    ? null
                    : new NoticeRef(
                            text(columns, prefix + "notice_id"),
                            text(columns, prefix + "notice_version"),
                            text(columns, prefix + "notice_language"));
            ColumnCursor validUntil = columns.column(prefix + "valid_until");
            return new Lineage(
                    Origin.ofWord(text(columns, prefix + "origin")).orElse(Origin.UNKNOWN),
                    optional(columns, prefix + "declaration_id"),
                    text(columns, prefix + "source"),
                    optional(columns, prefix + "channel"),
                    optional(columns, prefix + "elicitation"),
                    texts(columns.column(prefix + "purposes")),
                    notice,
                    optional(columns, prefix + "legal_basis"),
                    columns.column(prefix + "declared_at").micros(),
                    validUntil.isNull() ? null : Math.toIntExact(validUntil.whole()),
                    text(columns, prefix + "rule"),
                    texts(columns.column(prefix + "accumulated_from")));
        }

        private String noticeText(@Nullable NoticeRef notice) {
            if (notice == null) {
                return "";
            }
            Optional<Notice> shown = policy.notice(notice.id(), notice.version());
            return shown.map(found -> found.texts().get(notice.language()))
                    .map(NoticeText::text)
                    .map(String::strip)
                    .orElse("");
        }

        private static String text(RowGroupReader columns, String name) {
            return Objects.requireNonNullElse(columns.column(name).text(), "");
        }

        private static @Nullable String optional(RowGroupReader columns, String name) {
            ColumnCursor cursor = columns.column(name);
            return cursor.isNull() ? null : cursor.text();
        }

        private static LocalDate day(RowGroupReader columns, String name) {
            return LocalDate.ofEpochDay(columns.column(name).whole());
        }

        private static List<String> texts(ColumnCursor list) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < list.listSize(); i++) {
                list.item(i);
                texts.add(String.valueOf(list.text()));
            }
            return texts;
        }
    }
}
