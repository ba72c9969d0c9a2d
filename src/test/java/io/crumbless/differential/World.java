package io.crumbless.differential;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One company: a random job with a separate warehouse, customers of several seeds, and a few nights. Every file is
 * first written to an archive, from which SQL reads it, and copied to the job's folder on the night of its delivery.
 */
final class World {
    /** Seeds that share a company: a night costs more than the people in it. */
    static final int SEEDS = 8;

    private static final List<String> ZONES = List.of("Europe/Berlin", "UTC", "America/New_York", "Europe/Berlin");

    /** @param number from 1; its seeds are the {@link #SEEDS} numbers that end with {@code number * SEEDS} */
    private final int number;

    private final Path folder;
    private final Path archive;
    private final Dice dice;
    private final ZoneId zone;
    final List<LocalDate> dates = new ArrayList<>();
    private final List<Source> sources;
    final List<RandomPolicy> policies = new ArrayList<>();
    private final List<Placed> files = new ArrayList<>();

    /** A file of the archive and the nights on which it is in the job's folder. */
    private record Placed(String path, int from, int to) {}

    private final EngineFactory engine;

    /** @param engine of its nights */
    World(int number, Path root, Facts facts, Sql duckDb, EngineFactory engine) {
        this.engine = engine;
        this.number = number;
        this.folder = root.resolve("w" + number);
        this.archive = root.resolve("archive/w" + number);
        this.dice = new Dice(number * 104_729L);
        this.zone = ZoneId.of(dice.pick(ZONES));
        // The night of the longest day in Europe, and that of the shortest.
        LocalDate base = dice.pick(LocalDate.of(2026, 10, 24), LocalDate.of(2027, 3, 27));
        int nights = dice.pick(1, 2, 2, 2, 3, 3);
        LocalDate date = base;
        for (int night = 0; night < nights; night++) {
            dates.add(date);
            date = date.plusDays(dice.oneIn(5) ? 2 : 1);
        }
        List<String> legacyNames = dice.some(List.of("dmp", "crm", "shop"), 1);
        sources = Source.some(dice, zone.getId(), legacyNames);
        RandomPolicy policy = new RandomPolicy(dice, base, legacyNames);
        for (int night = 0; night < nights; night++) {
            policy = night > 0 && dice.oneIn(3) ? policy.changed(dice) : policy;
            policies.add(policy);
        }
        deliver(base, duckDb);
        tell(facts);
    }

    private List<RandomPeople> people(LocalDate base) {
        List<RandomPeople> people = new ArrayList<>();
        for (int seed = (number - 1) * SEEDS + 1; seed <= number * SEEDS; seed++) {
            people.add(new RandomPeople(seed, policies.get(0), base, zone, dates.size()));
        }
        return people;
    }

    // --- deliveries ---

    private void deliver(LocalDate base, Sql duckDb) {
        List<RandomPeople> people = people(base);
        List<Source> declaring =
                sources.stream().filter(one -> one.is("declarations")).toList();
        List<RandomPeople.Told> told = new ArrayList<>();
        people.forEach(one -> told.addAll(one.statements(declaring)));
        for (Source source : sources) {
            if (source.is("declarations")) {
                deliverStatements(
                        source,
                        told.stream().filter(one -> one.source() == source).toList(),
                        duckDb);
            } else {
                for (int night = 0; night < (source.dated() ? dates.size() : 1); night++) {
                    deliverRows(source, night, people, duckDb);
                }
            }
        }
    }

    private void deliverRows(Source source, int night, List<RandomPeople> people, Sql duckDb) {
        Delivery delivery = new Delivery(columns(source, people.get(0)), itemFields(source));
        for (RandomPeople one : people) {
            switch (source.kind()) {
                case "memberships" -> one.memberships(source, delivery);
                case "links" -> one.links(source, delivery);
                case "opt-outs" -> one.optOuts(source, delivery);
                default -> one.erasures(delivery);
            }
        }
        boolean mayBreak = source.is("memberships") || source.is("links");
        String path = source.dated() ? dated(source, dates.get(night), "") : plain(source);
        boolean rotated = source.is("erasures") && dice.oneIn(3);
        place(source, path, delivery, mayBreak ? broken(source) : List.of(), duckDb);
        files.add(new Placed(path, source.dated() ? night : 0, rotated ? night : dates.size() - 1));
    }

    private static List<String> columns(Source source, RandomPeople anyone) {
        List<String> columns = new ArrayList<>();
        switch (source.kind()) {
            case "memberships" -> {
                columns.add(Source.KEY);
                switch (source.shape()) {
                    case "membership" -> columns.add("segment");
                    case "list" -> columns.add("segments");
                    case "tall" -> columns.addAll(List.of("attr", "val"));
                    default -> columns.addAll(anyone.wideColumns());
                }
                columns.addAll(source.structs() ? List.of() : source.mapped());
            }
            case "links" -> {
                columns.addAll(List.of(Source.KEY, "customer"));
                columns.addAll(source.method() == null ? List.of("how") : List.of());
                columns.addAll(source.mapped());
            }
            case "opt-outs" -> columns.addAll(source.mapped());
            default -> columns.addAll(List.of("subject_id", "requested_at", "reason"));
        }
        return columns;
    }

    private static List<String> itemFields(Source source) {
        // All of them, so that DuckDB finds one type in all files; those not mapped stay empty.
        return source.structs() ? List.of("segment", "ts", "how", "score") : List.of();
    }

    private void deliverStatements(Source source, List<RandomPeople.Told> told, Sql duckDb) {
        int last = dates.size() - 1;
        if (!source.dated()) {
            deliverStatements(source, told, plain(source), 0, duckDb);
            return;
        }
        for (int night = 0; night <= last; night++) {
            int tonight = night;
            boolean increment = source.increment();
            List<RandomPeople.Told> rows = told.stream()
                    .filter(one -> one.isDeliveredOn(tonight) && (increment || !dice.oneIn(10)))
                    .toList();
            if (increment && night > 0 && dice.oneIn(3)) {
                // Late: it has the date of the previous night.
                deliverStatements(source, rows, dated(source, dates.get(night - 1), "-late"), night, duckDb);
            } else if (increment && dice.oneIn(4) && rows.size() > 1) {
                int half = rows.size() / 2;
                deliverStatements(source, rows.subList(0, half), dated(source, dates.get(night), "-1"), night, duckDb);
                deliverStatements(
                        source, rows.subList(half, rows.size()), dated(source, dates.get(night), "-2"), night, duckDb);
            } else if (!increment || !dice.oneIn(6)) {
                deliverStatements(source, rows, dated(source, dates.get(night), ""), night, duckDb);
            }
        }
        repeatUnderAnotherName(source);
    }

    private void deliverStatements(Source source, List<RandomPeople.Told> told, String path, int night, Sql duckDb) {
        Delivery delivery = new Delivery(statementColumns(source), List.of());
        dice.shuffled(told).forEach(one -> delivery.add(one.row()));
        place(source, path, delivery, broken(source), duckDb);
        files.add(new Placed(path, night, dates.size() - 1));
    }

    private static List<String> statementColumns(Source source) {
        return RandomPeople.STATEMENT_COLUMNS.stream()
                .filter(column ->
                        !column.equals(Source.REVISED_AT) || source.mapped().contains(column))
                .toList();
    }

    /** The same bytes once more, on the last night. */
    private void repeatUnderAnotherName(Source source) {
        List<Placed> own = files.stream()
                .filter(file -> file.path().startsWith("in/" + source.name() + "-"))
                .toList();
        if (own.isEmpty() || !dice.oneIn(4)) {
            return;
        }
        String copy = dated(source, dates.get(dates.size() - 1), "-again");
        try {
            Files.copy(archive.resolve(dice.pick(own).path()), archive.resolve(copy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(new Placed(copy, dates.size() - 1, dates.size() - 1));
    }

    private void place(Source source, String path, Delivery delivery, List<String> broken, Sql duckDb) {
        delivery.write(source, archive.resolve(path), dice, broken, duckDb);
    }

    private List<String> broken(Source source) {
        if (!dice.oneIn(3)) {
            return List.of();
        }
        return switch (source.format()) {
            case "csv" -> List.of(dice.pick("a" + source.delimiter() + "b", "\"a\"b" + source.delimiter() + "c"));
            case "jsonl" -> List.of(dice.pick("[\"a\"]", "{\"a\": \"b\"", "nothing"));
            default -> List.of();
        };
    }

    private static String dated(Source source, LocalDate date, String more) {
        return "in/" + source.name() + "-" + date + more + "." + source.format();
    }

    private static String plain(Source source) {
        return "in/" + source.name() + "." + source.format();
    }

    // --- facts ---

    private void tell(Facts facts) {
        sources.forEach(source -> source.tell(facts, number));
        files.forEach(file ->
                facts.add("p_file", number, file.path(), sourceOf(file.path()).name(), file.from(), file.to()));
        for (int night = 0; night < dates.size(); night++) {
            facts.add("p_night", number, night, dates.get(night), zone.getId());
            policies.get(night).tell(facts, number, night);
        }
    }

    private Source sourceOf(String path) {
        return sources.stream()
                .filter(source -> path.matches("in/" + source.name() + "[-.].*"))
                .findFirst()
                .orElseThrow();
    }

    // --- nights ---

    /** Runs every night like the {@code run} command; returns the snapshots. */
    void run(Facts facts) {
        try {
            Files.createDirectories(folder.resolve("in"));
            for (int night = 0; night < dates.size(); night++) {
                arrange(night);
                Path policy = folder.resolve("policy-" + night);
                policies.get(night).write(policy);
                PolicyFolder.read(policy);
                Path job = Files.writeString(folder.resolve("job.yaml"), jobFile(policy));
                RunReport report = new LocalNight(Clock.systemUTC(), 1, new NightReportPage(), engine)
                        .run(JobFile.read(job), dates.get(night), RunOptions.DEFAULTS, Progress.SILENT);
                facts.add("p_run", number, night, report.runId());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Cannot run the nights of world " + number + " (seed " + number * SEEDS + "): " + e.getMessage(),
                    e);
        }
    }

    private void arrange(int night) throws IOException {
        for (Placed file : files) {
            Path there = folder.resolve(file.path());
            if (night >= file.from() && night <= file.to()) {
                Files.copy(archive.resolve(file.path()), there, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(there);
            }
        }
    }

    private String jobFile(Path policy) {
        return """
                job: world-%d
                zone: %s
                policy: %s
                warehouse: warehouse
                control: { folder: ../control }
                keep-snapshots: 9
                guards:
                  profiles-may-shrink-by: 1.0
                  refusals-may-reach: 1.0
                  values-lost-may-reach: { undated: 1, value-invalid: 1, future: 1, unlinked: 1, ambiguous: 1, opted-out: 1 }
                limits: { malformed-may-reach: 1.0 }
                legacy:
                  memberships:
                %s  links:
                %s%sdeclarations:
                %s%s""".formatted(
                        number,
                        zone,
                        Objects.requireNonNull(policy.getFileName()),
                        entries("memberships"),
                        entries("links"),
                        optional("  opt-outs:\n", "opt-outs"),
                        entries("declarations"),
                        optional("erasures:\n", "erasures"));
    }

    private String entries(String kind) {
        return sources.stream()
                .filter(source -> source.is(kind))
                .map(Source::yaml)
                .collect(Collectors.joining());
    }

    private String optional(String key, String kind) {
        String entries = entries(kind);
        return entries.isEmpty() ? "" : key + entries;
    }

    // --- what was published ---

    private Path dataset(int night, String runId, String dataset) {
        return folder.resolve("warehouse/snapshots/" + runId + "/" + dataset + "/part-*.parquet");
    }

    /** Statements that read the profiles and extracts of one night, a row for each value. */
    List<String> reading(int night, String runId) {
        List<String> statements = new ArrayList<>();
        RandomPolicy policy = policies.get(night);
        statements.add("INSERT INTO published_profiles "
                + values(policy, List.copyOf(policy.attributes.values()), true)
                        .formatted(number + ", " + night, dataset(night, runId, "profiles")));
        for (String purpose : policy.purposes) {
            List<RandomPolicy.Attribute> served = policy.attributes.values().stream()
                    .filter(one -> one.purposes().contains(purpose))
                    .toList();
            if (!served.isEmpty()) {
                statements.add("INSERT INTO published_purposes "
                        + values(policy, served, false)
                                .formatted(
                                        number + ", " + night + ", '" + purpose + "'",
                                        dataset(night, runId, "extracts/" + purpose)));
            }
        }
        return statements;
    }

    private static String values(RandomPolicy policy, List<RandomPolicy.Attribute> attributes, boolean whole) {
        String cells = attributes.stream()
                .map(one -> "{'attribute': '%1$s', 'type': typeof(%1$s), 'value': %2$s, 'l': %1$s__lineage}"
                        .formatted(one.name(), text(one)))
                .collect(Collectors.joining(", "));
        String lineage = whole
                ? "c.l.origin, c.l.declaration_id, c.l.source, c.l.channel, c.l.elicitation, c.l.purposes, c.l.notice_id,"
                        + " c.l.notice_version, c.l.notice_language, c.l.legal_basis, c.l.declared_at, c.l.valid_until,"
                        + " c.l.rule, nullif(c.l.accumulated_from, []), nullif(c.l.accumulated_sources, [])"
                : "c.l.origin, c.l.declaration_id, c.l.source, c.l.declared_at, c.l.valid_until";
        return "SELECT %s, subject_id, jurisdiction, c.attribute, c.type, c.value, " + lineage
                + " FROM (SELECT subject_id, jurisdiction, unnest([" + cells.replace("%", "%%")
                + "]) AS c FROM read_parquet('%s')) WHERE c.value IS NOT NULL OR c.l IS NOT NULL";
    }

    /** A value as text, in the form in which {@code values.sql} writes it. */
    private static String text(RandomPolicy.Attribute attribute) {
        String name = attribute.name();
        if (attribute.topic().list()) {
            return "to_json(" + name + "::VARCHAR[])::VARCHAR";
        }
        return attribute.topic().type().equals("timestamp") ? "epoch_us(" + name + ")::VARCHAR" : name + "::VARCHAR";
    }
}
