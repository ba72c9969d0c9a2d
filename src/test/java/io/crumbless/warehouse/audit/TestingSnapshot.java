package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.EvidenceLog;
import io.crumbless.warehouse.dataset.ExtractWriter;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.dataset.ProfileWriter;
import io.crumbless.warehouse.dataset.SnapshotStamp;
import io.crumbless.warehouse.snapshot.EarlierLayout;
import io.crumbless.warehouse.snapshot.EvidenceSums;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A published snapshot put together by hand, under the policy we ship: sound to begin with, then with whatever a test gets
 * wrong. It is sealed with a manifest that fits, as a wrong writer would seal it.
 */
final class TestingSnapshot {
    static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));
    static final LocalDate DATE = LocalDate.of(2026, 11, 22);
    static final String RUN = "2026-11-22-0123456789ab";
    private static final Night NIGHT = new Night(DATE, ZoneId.of("Europe/Berlin"));
    private static final NoticeRef NOTICE = new NoticeRef("preference-centre", "2", "en");
    private static final NoticeRef ADVICE = new NoticeRef("baby-advice", "2", "de");

    private final Path root;
    final List<Row> profiles = new ArrayList<>();
    final List<Said> log = new ArrayList<>();

    /** Reported ends by declaration id. */
    final Map<String, String> ends = new HashMap<>(Map.of("d2", "2027-01-26", "d4", "2027-05-04", "d5", "2027-05-05"));

    final List<Moment> moments = new ArrayList<>();
    final List<String[]> removals = new ArrayList<>();
    Optional<List<Row>> extracted = Optional.empty();
    UnaryOperator<Dataset> layout = dataset -> dataset;
    UnaryOperator<Manifest> sealing = manifest -> manifest;
    UnaryOperator<Retirement> measuring = measure -> measure;
    Consumer<PartWriter> moreProfiles = writer -> {};
    String stampedRun = RUN;

    /** Whether profiles are written as versions did that named no sources of what a list is gathered from. */
    boolean earlier;

    /** A profile of one subject. */
    record Row(String subject, String jurisdiction, List<Held> held) {
        Row(String subject, Held... held) {
            this(subject, "DE", List.of(held));
        }

        Profile profile() {
            return new Profile(
                    new SubjectId(subject),
                    jurisdiction,
                    held.stream().map(Held::entry).toList());
        }
    }

    /** One value of a profile. */
    record Held(String attribute, String value, Lineage lineage) {
        Profile.Entry entry() {
            return new Profile.Entry(
                    POLICY.indexOf(attribute),
                    POLICY.attribute(attribute)
                            .orElseThrow()
                            .type()
                            .parse(value)
                            .orElseThrow(),
                    lineage);
        }

        Held with(UnaryOperator<Lineage> change) {
            return new Held(attribute, value, change.apply(lineage));
        }
    }

    /** A row of the evidence log, as text; written without asking whether it may be. */
    record Said(
            String subject,
            String id,
            String action,
            String attribute,
            String value,
            String purposes,
            String at,
            String fate,
            NoticeRef notice,
            String legalBasis,
            String jurisdiction) {
        Said jurisdiction(String other) {
            return new Said(subject, id, action, attribute, value, purposes, at, fate, notice, legalBasis, other);
        }

        Said fate(String other) {
            return new Said(
                    subject, id, action, attribute, value, purposes, at, other, notice, legalBasis, jurisdiction);
        }

        Said value(String other) {
            return new Said(
                    subject, id, action, attribute, other, purposes, at, fate, notice, legalBasis, jurisdiction);
        }

        Said basis(String other) {
            return new Said(subject, id, action, attribute, value, purposes, at, fate, notice, other, jurisdiction);
        }

        Said purposes(String other) {
            return new Said(subject, id, action, attribute, value, other, at, fate, notice, legalBasis, jurisdiction);
        }
    }

    record Moment(String subject, String attribute, String purpose, String channel, String opens, String closes) {}

    TestingSnapshot(Path root) {
        this.root = root;
    }

    /** C-1 declared a language, a due date and a channel; gathered purchases; C-2 typed in a salutation long ago. */
    static TestingSnapshot sound(Path root) {
        TestingSnapshot it = new TestingSnapshot(root);
        it.log.add(declared("C-1", "d1", "language", "de", "service_messages;personal_offers", "2026-11-01T08:00:00Z"));
        it.log.add(dueDate("2026-12-01"));
        it.log.add(declared("C-1", "d3", "preferred_channel", "post", "personal_offers", "2026-11-03T08:00:00Z"));
        it.log.add(declared("C-1", "d4", "planned_purchases", "[\"cot\"]", "personal_offers", "2026-11-04T08:00:00Z"));
        it.log.add(declared("C-1", "d5", "planned_purchases", "[\"pram\"]", "personal_offers", "2026-11-05T08:00:00Z"));
        it.log.add(declared("C-1", "d0", "language", "en", "service_messages", "2026-10-01T08:00:00Z")
                .fate("superseded"));
        it.log.add(declared("C-1", "d9", "language", "fr", "service_messages", "2026-11-23T08:00:00Z")
                .fate("future"));
        it.log.add(declared("C-3", "d6", "language", null, "service_messages", "2026-11-05T08:00:00Z")
                .fate("withdrawn"));
        it.log.add(withdrawn("C-3", "w1", "language", "", "2026-11-06T08:00:00Z"));
        Held purchases = held("planned_purchases", "[\"cot\",\"pram\"]", it.said("d5"), "2027-05-04")
                .with(lineage -> accumulated(lineage, new StatementRef("d4", "store")));
        it.profiles.add(new Row(
                "C-1",
                purchases,
                held("baby_due_date", "2026-12-01", it.said("d2"), "2027-01-26"),
                held("language", "de", it.said("d1"), null),
                held("preferred_channel", "post", it.said("d3"), null)));
        it.profiles.add(new Row("C-2", null, List.of(new Held("salutation", "ms", provided("service_messages")))));
        it.moments.add(new Moment("C-1", "baby_due_date", "personal_offers", "post", "2026-11-21", "2026-12-08"));
        it.removals.add(new String[] {"C-2", "dmp", "inferred"});
        return it;
    }

    static Said declared(String subject, String id, String attribute, String value, String purposes, String at) {
        return new Said(
                subject, id, "declare", attribute, value, purposes, at, "in_force", NOTICE, "eu-gdpr:A6-1-a", "DE");
    }

    static Said dueDate(String date) {
        return new Said(
                "C-1",
                "d2",
                "declare",
                "baby_due_date",
                date,
                "personal_offers",
                "2026-11-02T08:00:00Z",
                "in_force",
                ADVICE,
                "eu-gdpr:A9-2-a",
                "DE");
    }

    static Said withdrawn(String subject, String id, String attribute, String purposes, String at) {
        return new Said(subject, id, "withdraw", attribute, null, purposes, at, "in_force", null, null, "DE");
    }

    Said said(String id) {
        return log.stream().filter(said -> said.id().equals(id)).findFirst().orElseThrow();
    }

    /** Puts another statement in the place of the one of that id. */
    void change(String id, UnaryOperator<Said> change) {
        log.replaceAll(said -> said.id().equals(id) ? change.apply(said) : said);
    }

    /** Changes the lineage of the value of an attribute of the first profile. */
    void changeLineage(String attribute, UnaryOperator<Lineage> change) {
        List<Held> held = profiles.get(0).held().stream()
                .map(one -> one.attribute().equals(attribute) ? one.with(change) : one)
                .toList();
        profiles.set(0, new Row("C-1", "DE", held));
    }

    static Held held(String attribute, String value, Said said, String validUntil) {
        Lineage lineage = new Lineage(
                Origin.DECLARED,
                said.id(),
                "store",
                "web_preference_center",
                "prompted_choice",
                List.of(said.purposes().split(";")),
                said.notice(),
                said.legalBasis(),
                micros(said.at()),
                validUntil == null ? null : (int) LocalDate.parse(validUntil).toEpochDay(),
                "declared",
                List.of());
        return new Held(attribute, value, lineage);
    }

    static Lineage provided(String purpose) {
        return new Lineage(
                Origin.PROVIDED,
                null,
                "dmp",
                null,
                null,
                List.of(purpose),
                null,
                null,
                micros("2026-01-01T00:00:00Z"),
                (int) LocalDate.of(2027, 3, 31).toEpochDay(),
                POLICY.provenance().rules().get(0),
                List.of());
    }

    /** With these earlier statements in place of those that it names. */
    static Lineage accumulated(Lineage from, StatementRef... earlier) {
        return new Lineage(
                from.origin(),
                from.declarationId(),
                from.source(),
                from.channel(),
                from.elicitation(),
                from.purposes(),
                from.notice(),
                from.legalBasis(),
                from.declaredAtMicros(),
                from.validUntilEpochDay(),
                from.rule(),
                List.of(earlier));
    }

    static long micros(String at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
    }

    Warehouse warehouse() {
        return new Warehouse(Location.of(root));
    }

    Path folder() {
        return root.resolve("snapshots/" + RUN);
    }

    Path file(String path) {
        return folder().resolve(path);
    }

    /** Writes everything, and publishes it. */
    TestingSnapshot publish() {
        List<Manifest.Output> outputs = new ArrayList<>();
        SnapshotStamp stamp = new SnapshotStamp(stampedRun, POLICY.version(), NIGHT.asOfMicros());
        outputs.add(write(Layout.profiles(POLICY), writer -> {
            ProfileWriter rows = new ProfileWriter(writer, POLICY, stamp);
            profiles.forEach(row -> rows.write(row.profile()));
            moreProfiles.accept(writer);
        }));
        outputs.add(write(new Dataset(Layout.DECLARATIONS, EvidenceLog.SCHEMA), this::writeLog));
        outputs.add(write(Layout.contactMoments(), this::writeMoments));
        outputs.add(write(Layout.removals(), this::writeRemovals));
        outputs.add(write(Layout.refusals(), writer -> {}));
        for (Purpose purpose : POLICY.purposes()) {
            outputs.add(write(Layout.extract(POLICY, purpose), writer -> {
                ExtractWriter rows = new ExtractWriter(writer, POLICY, purpose, stampedRun);
                extracted.orElse(profiles).forEach(row -> rows.write(row.profile()));
            }));
        }
        byte[] retirement = ManifestFile.bytes(measuring.apply(retirement()));
        Manifest manifest = sealing.apply(manifest(outputs, retirement));
        write(Retirement.FILE, retirement);
        POLICY.files()
                .forEach((name, text) -> write(Warehouse.POLICY + "/" + name, text.getBytes(StandardCharsets.UTF_8)));
        write(Warehouse.MANIFEST, ManifestFile.bytes(manifest));
        write(Warehouse.BALANCE, ManifestFile.bytes(manifest.balance()));
        write(Warehouse.SUMS, EvidenceSums.of(Location.of(folder())));
        write(Warehouse.SUCCESS, new byte[0]);
        warehouse().publish(RUN);
        return this;
    }

    Audited audit() throws InterruptedException {
        return new Audit(2, (done, total) -> {}).of(warehouse(), Location.of(folder()), Optional.empty());
    }

    /** Counts of the rows' content, computed here. */
    private Retirement retirement() {
        List<Held> all = profiles.stream().flatMap(row -> row.held().stream()).toList();
        List<Retirement.AttributeCount> attributes = new ArrayList<>();
        for (Attribute attribute : POLICY.attributes()) {
            String name = attribute.name().value();
            LocalDate sunset = attribute.provided().map(ProvidedRule::until).orElse(null);
            long declared = count(all, name, Origin.DECLARED);
            long provided = count(all, name, Origin.PROVIDED);
            if (declared + provided > 0 || sunset != null) {
                attributes.add(new Retirement.AttributeCount(name, declared, provided, sunset));
            }
        }
        List<Retirement.Supply> supplies = all.stream()
                .filter(held -> held.lineage().origin() == Origin.PROVIDED)
                .map(held -> new Retirement.Supply(
                        held.lineage().source(),
                        held.attribute(),
                        held.lineage().rule(),
                        1))
                .toList();
        long onProvided = profiles.stream()
                .filter(row ->
                        row.held().stream().anyMatch(held -> held.lineage().origin() == Origin.PROVIDED))
                .count();
        return new Retirement(List.of(new Retirement.Entry(
                DATE,
                RUN,
                POLICY.version(),
                profiles.size(),
                onProvided,
                attributes,
                List.of(new Retirement.SourceCount("dmp", 4, 1)),
                supplies,
                List.of(new Retirement.SegmentCount(
                        "dmp", Retirement.Distinct.upTo(9, 3), Retirement.Distinct.upTo(9, 1))))));
    }

    private static long count(List<Held> all, String attribute, Origin origin) {
        return all.stream()
                .filter(held ->
                        held.attribute().equals(attribute) && held.lineage().origin() == origin)
                .count();
    }

    private Manifest manifest(List<Manifest.Output> outputs, byte[] retirement) {
        Manifest.Account legacy = new Manifest.Account(
                "dmp",
                "legacy_values",
                4,
                new TreeMap<>(java.util.Map.of("provided_kept", 1L, "stripped_inferred", 3L)));
        Manifest.Input input = new Manifest.Input("dmp", "memberships", "dmp.csv", 1, "00", 1, null);
        Manifest.Account account = new Manifest.Account(
                "store",
                "statements",
                log.size() + 1,
                new TreeMap<>(java.util.Map.of("admitted", (long) log.size(), "refused:malformed", 1L)));
        return new Manifest(
                Manifest.LAYOUT,
                RUN,
                "test",
                DATE,
                NIGHT.zone().getId(),
                NIGHT.asOf().toString(),
                POLICY.version(),
                null,
                null,
                "crumbless",
                null,
                List.of(input),
                List.of(),
                outputs,
                List.of(account, legacy),
                List.of(Manifest.Evidence.of(Retirement.FILE, retirement)));
    }

    void write(String path, byte[] content) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.write(file(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest.Output write(Dataset dataset, Consumer<PartWriter> rows) {
        Dataset written = layout.apply(dataset);
        String path = dataset.folder() + "/part-00000.parquet";
        try (PartWriter writer = PartWriter.create(Location.of(file(path)), written.schema(), written.settings())) {
            rows.accept(writer);
            PartSummary summary = writer.finish();
            if (earlier && dataset.folder().equals(Layout.PROFILES)) {
                summary = new EarlierLayout(POLICY).replace(file(path));
            }
            return new Manifest.Output(dataset.folder(), path, summary.rows(), summary.bytes(), summary.sha256());
        }
    }

    private void writeLog(PartWriter out) {
        TableSchema schema = EvidenceLog.SCHEMA;
        for (Said said : log) {
            out.beginRow();
            text(out, schema, "subject_id", said.subject());
            text(out, schema, "source", "store");
            text(out, schema, "declaration_id", said.id());
            text(out, schema, "action", said.action());
            text(out, schema, "attribute", said.attribute());
            text(out, schema, "value", said.value());
            out.texts(
                    schema.leaf("purposes"),
                    said.purposes().isEmpty()
                            ? List.of()
                            : Arrays.asList(said.purposes().split(";")));
            if (said.notice() != null) {
                text(out, schema, "notice_id", said.notice().id());
                text(out, schema, "notice_version", said.notice().version());
                text(out, schema, "notice_language", said.notice().language());
                text(out, schema, "channel", "web_preference_center");
                text(out, schema, "elicitation", "prompted_choice");
            }
            text(out, schema, "declared_by", "self");
            out.flag(schema.leaf("confirmed"), true);
            out.micros(schema.leaf("declared_at"), micros(said.at()));
            text(out, schema, "jurisdiction", said.jurisdiction());
            text(out, schema, "legal_basis", said.legalBasis());
            text(out, schema, "fate", said.fate());
            if (ends.containsKey(said.id())) {
                int end = (int) LocalDate.parse(ends.get(said.id())).toEpochDay();
                out.day(schema.leaf("ends_on"), end);
            }
            out.endRow();
        }
    }

    private void writeMoments(PartWriter out) {
        TableSchema schema = Layout.contactMoments().schema();
        for (Moment moment : moments) {
            out.beginRow();
            text(out, schema, "subject_id", moment.subject());
            text(out, schema, "attribute", moment.attribute());
            text(out, schema, "purpose", moment.purpose());
            text(out, schema, "channel", moment.channel());
            out.day(schema.leaf("opens"), (int) LocalDate.parse(moment.opens()).toEpochDay());
            out.day(schema.leaf("closes"), (int)
                    LocalDate.parse(moment.closes()).toEpochDay());
            text(out, schema, "source", "store");
            text(out, schema, "declaration_id", "d2");
            text(out, schema, "run_id", RUN);
            out.endRow();
        }
    }

    private void writeRemovals(PartWriter out) {
        TableSchema schema = Layout.removals().schema();
        for (String[] removal : removals) {
            out.beginRow();
            text(out, schema, "subject_id", removal[0]);
            text(out, schema, "source", removal[1]);
            text(out, schema, "origin", removal[2]);
            out.whole(schema.leaf("values"), 3);
            text(out, schema, "run_id", RUN);
            out.endRow();
        }
    }

    static void text(PartWriter out, TableSchema schema, String column, String value) {
        if (value != null) {
            out.text(schema.leaf(column), value);
        }
    }
}
