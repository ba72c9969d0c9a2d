package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nights written down as lines: what sources deliver, and behind {@code =>} what the snapshot of the night must hold.
 *
 * <pre>
 * 2026-11-20 store: a1 C-1 declares home_store Berlin on 2026-11-10     a record of a declaration source
 * 2026-11-20 store: a2 C-1 withdraws home_store on 2026-11-12
 * 2026-11-20 crm: C-1 salutation ms at 2024-05-02                       what a customer typed in; also without 'at'
 * 2026-11-20 dmp: ck1 form_language_de at 2024-05-02                    a cookie in a segment, a value may follow
 * 2026-11-20 links: ck1 C-1
 * 2026-11-20 opt-outs: ck1
 * 2026-11-20                                                            a night of no delivery
 * source store zone: Europe/Berlin                                      a key of a source in the job file
 * policy attributes.yaml: type: int -> type: list&lt;int&gt;                 changes the policy from here on
 * => C-1 home_store Berlin until 2028-11-10                             also 'not' before it
 * </pre>
 *
 * <p>Values are the cell of the file as it stands there: {@code store} and {@code centre} are CSV, {@code survey} is JSON Lines;
 * {@code centre} delivers everything every night. {@code x*501} is 501 times x. A file that a later line of the same night
 * follows after a {@code =>} is delivered late. The last night's snapshot passes the audit.
 */
final class TestingNights {
    private static final Pattern STATEMENT = Pattern.compile(
            "(\\S+) (\\S+) (declares|withdraws) (\\S+)(?: (.+?))? on (\\S+?)"
                    + "(?: until (\\S+?))?(?: for (\\S+?))?(?: confirmed (\\S+?))?(?: revised (\\S+?))?(?: under (\\S+?))?(?: by (\\S+?))?");
    private static final Set<String> LEGACY = Set.of("crm", "dmp", "links", "opt-outs");
    private static final String HEADER = TestingJob.HEADER.replace("\n", ",revised_at\n");

    private final TestingJob job;
    private final Path folder;
    private final List<String> lines;
    private final Map<String, StringBuilder> tonight = new LinkedHashMap<>();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private String date = "";
    private boolean decided = true;
    private Set<String> facts = Set.of();

    TestingNights(Path folder, String text) throws IOException {
        this(folder, text, LocalEngine.with(2));
    }

    TestingNights(Path folder, String text, EngineFactory engine) throws IOException {
        this.folder = folder;
        this.job = new TestingJob(folder, engine);
        this.lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        copyPolicy();
        job.write("job.yaml", jobFile());
        for (String source : used(LEGACY)) {
            job.write("legacy/" + source + ".csv", header(source));
        }
    }

    private void copyPolicy() throws IOException {
        Path policy = Files.createDirectories(folder.resolve("policy"));
        try (Stream<Path> shipped = Files.list(Path.of("jobs/policy"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, policy.resolve(file.getFileName()));
            }
        }
    }

    private List<String> used(Set<String> sources) {
        return sources.stream()
                .filter(source -> lines.stream().anyMatch(line -> line.matches("\\S+ " + source + ": .*")))
                .sorted()
                .toList();
    }

    private String jobFile() {
        StringBuilder text = new StringBuilder("""
                job: nights
                zone: Europe/Berlin
                policy: policy
                warehouse: warehouse
                keep-snapshots: 9
                guards:
                  profiles-may-shrink-by: 1.0
                  refusals-may-reach: 1.0
                  values-lost-may-reach: { undated: 1, value-invalid: 1, future: 1, unlinked: 1, ambiguous: 1, opted-out: 1 }
                """);
        List<String> legacy = used(LEGACY);
        if (!legacy.isEmpty()) {
            text.append("legacy:\n  memberships:\n");
            addLegacy(
                    text,
                    legacy,
                    "crm",
                    "shape: tall",
                    "subject-id: customer, attribute: attr, value: val, assigned-at: ts");
            addLegacy(
                    text,
                    legacy,
                    "dmp",
                    "shape: membership",
                    "cookie-id: cookie, segment: segment, value: value, assigned-at: ts");
            text.append(legacy.contains("links") ? "  links:\n" : "");
            addLegacy(text, legacy, "links", "method: login", "cookie-id: cookie, subject-id: customer");
            text.append(legacy.contains("opt-outs") ? "  opt-outs:\n" : "");
            addLegacy(text, legacy, "opt-outs", "", "cookie-id: cookie");
        }
        text.append("declarations:\n");
        addSource(text, "store", "store-{date}*.csv", "increment");
        addSource(text, "centre", "centre.csv", "snapshot");
        addSource(text, "survey", "survey-{date}*.jsonl", "increment");
        return text.toString();
    }

    private static void addLegacy(StringBuilder text, List<String> used, String name, String more, String columns) {
        if (used.contains(name)) {
            text.append("    - name: ")
                    .append(name)
                    .append("\n      path: legacy/")
                    .append(name)
                    .append(".csv\n");
            text.append(more.isEmpty() ? "" : "      " + more + "\n");
            text.append("      columns: { ").append(columns).append(" }\n");
        }
    }

    private void addSource(StringBuilder text, String name, String path, String delivers) {
        List<String> keys = lines.stream()
                .filter(line -> line.startsWith("source " + name + " "))
                .map(line -> line.substring(("source " + name + " ").length()))
                .toList();
        if (!name.equals("store") && used(Set.of(name)).isEmpty()) {
            return;
        }
        text.append("  - name: ")
                .append(name)
                .append("\n    path: declarations/")
                .append(path);
        text.append("\n    delivers: ").append(delivers).append('\n');
        keys.forEach(key -> text.append("    ").append(key).append('\n'));
    }

    private static String header(String source) {
        return switch (source) {
            case "crm" -> "customer,attr,val,ts\n";
            case "dmp" -> "cookie,segment,value,ts\n";
            case "links" -> "cookie,customer\n";
            case "opt-outs" -> "cookie\n";
            case "store", "centre" -> HEADER;
            default -> "";
        };
    }

    /** Runs the nights, and holds what they must hold against them. */
    void run() throws IOException {
        for (String line : lines) {
            if (line.startsWith("=> ")) {
                decide();
                hold(line.substring(3));
            } else if (line.startsWith("policy ")) {
                decide();
                changePolicy(line.substring("policy ".length()));
            } else if (!line.startsWith("source ")) {
                deliver(line);
            }
        }
        decide();
        requireSound();
    }

    private void requireSound() {
        String runId = new Warehouse(job.file().warehouse()).chain().get(0);
        assertThat(new PublishedAudit(2)
                        .audit(job.file(), runId, Legacy.READ, Progress.SILENT).checks().stream()
                                .flatMap(check -> check.findings().stream())
                                .map(Remark::english))
                .isEmpty();
    }

    private void hold(String expected) {
        if (expected.startsWith("not ")) {
            assertThat(facts).doesNotContain(expected.substring(4));
        } else {
            assertThat(facts).contains(expected);
        }
    }

    private void changePolicy(String change) throws IOException {
        String[] parts = change.split(": ", 2);
        String[] texts = parts[1].split(" -> ");
        Path file = folder.resolve("policy").resolve(parts[0]);
        String before = Files.readString(file);
        assertThat(before).contains(texts[0]);
        Files.writeString(file, before.replace(texts[0], texts[1]));
    }

    private void deliver(String line) {
        String[] parts = line.split(" ", 2);
        if (decided || !parts[0].equals(date)) {
            decide();
            date = parts[0];
            decided = false;
        }
        if (parts.length == 2) {
            String[] delivered = parts[1].split(": ", 2);
            tonight.computeIfAbsent(delivered[0], source -> new StringBuilder(header(source)))
                    .append(record(delivered[0], delivered[1]))
                    .append('\n');
        }
    }

    private static String record(String source, String told) {
        if (LEGACY.contains(source)) {
            String[] parts = told.split(" at ");
            String cells =
                    parts[0].replace(' ', ',') + (source.equals("dmp") && parts[0].split(" ").length == 2 ? "," : "");
            boolean timed = source.equals("crm") || source.equals("dmp");
            return timed ? cells + "," + (parts.length > 1 ? moment(parts[1]) : "") : cells;
        }
        Matcher statement = STATEMENT.matcher(told);
        assertThat(statement.matches()).as(told).isTrue();
        return statement(source, statement);
    }

    private static String statement(String source, Matcher told) {
        boolean declares = told.group(3).equals("declares");
        boolean baby = told.group(4).startsWith("bab");
        String standard = baby ? "recommend_products" : told.group(4).equals("birth_date") ? "loyalty_programme" : "";
        List<String> cells = List.of(
                told.group(1),
                told.group(2),
                declares ? "declare" : "withdraw",
                told.group(4),
                declares ? repeated(told.group(5)) : "",
                told.group(8) != null
                        ? told.group(8)
                        : declares ? standard.isEmpty() ? purpose(told.group(4)) : standard : "",
                declares ? (baby ? "baby-advice" : "preference-centre") : "",
                declares ? told.group(11) != null ? told.group(11) : "2" : "",
                declares ? "en" : "",
                "app",
                declares ? "volunteered" : "",
                told.group(12) == null ? "self" : told.group(12),
                "",
                told.group(9) == null ? "" : told.group(9),
                moment(told.group(6)),
                told.group(7) == null ? "" : told.group(7),
                "DE",
                "eu-gdpr:A9-2-a",
                "",
                told.group(10) == null ? "" : moment(told.group(10)));
        return source.equals("survey") ? json(cells) : String.join(",", cells);
    }

    private static String purpose(String attribute) {
        return Set.of("favourite_colour", "planned_purchases").contains(attribute)
                ? "recommend_products"
                : "service_messages";
    }

    /** The value is unchanged. */
    private static String json(List<String> cells) {
        List<String> names = List.of(HEADER.strip().split(","));
        List<String> members = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String value = names.get(i).equals("value") ? cells.get(i) : '"' + cells.get(i) + '"';
            members.add('"' + names.get(i) + "\":" + value);
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String repeated(String value) {
        Matcher times = Pattern.compile("(\\S+)\\*(\\d+)").matcher(value);
        return times.matches() ? times.group(1).repeat(Integer.parseInt(times.group(2))) : value;
    }

    /** A date is ten o'clock of it. */
    private static String moment(String text) {
        return text.length() == 10 ? text + "T10:00:00Z" : text;
    }

    private void decide() {
        if (decided) {
            return;
        }
        tonight.forEach((source, records) -> job.write(file(source), records.toString()));
        tonight.clear();
        decided = true;
        RunReport report = job.run(LocalDate.parse(date));
        facts = new Facts(report).all();
    }

    private String file(String source) {
        if (LEGACY.contains(source)) {
            return "legacy/" + source + ".csv";
        }
        if (source.equals("centre")) {
            return "declarations/centre.csv";
        }
        int number = files.merge(source + date, 1, Integer::sum);
        return "declarations/" + source + "-" + date + (number == 1 ? "" : "-" + number)
                + (source.equals("survey") ? ".jsonl" : ".csv");
    }

    /** The content of a snapshot, each fact in longer and shorter notation. */
    private final class Facts {
        private final RunReport report;
        private final Set<String> all = new TreeSet<>();

        Facts(RunReport report) {
            this.report = report;
        }

        Set<String> all() {
            for (Attribute attribute :
                    PolicyFolder.read(folder.resolve("policy")).attributes()) {
                addValues(attribute.name().value());
            }
            rows("SELECT declaration_id, fate, CASE WHEN value IS NULL THEN 'without' ELSE 'with' END || ' value' FROM $declarations")
                    .forEach(row -> add(row[0] + " " + row[1], " " + row[2]));
            rows("SELECT coalesce(declaration_id, source || ' line ' || position), reason FROM $refusals")
                    .forEach(row -> add(row[0] + " refused " + row[1]));
            rows("SELECT subject_id, attribute, channel FROM $contact_moments")
                    .forEach(row -> add(row[0] + " moment " + row[1], " by " + row[2]));
            addBins();
            return all;
        }

        private void addBins() {
            for (Manifest.Account account : new Warehouse(job.file().warehouse())
                    .manifest(report.runId())
                    .balance()) {
                account.bins().forEach((bin, number) -> add(account.source() + " " + bin + " " + number));
            }
        }

        private void addValues(String attribute) {
            Set<String> holders = new LinkedHashSet<>();
            rows("SELECT subject_id, to_json(%1$s)::VARCHAR, %1$s__lineage.valid_until, %1$s__lineage.origin, %1$s__lineage.source,"
                                    .formatted(attribute)
                            + " coalesce(list_zip(%1$s__lineage.accumulated_from, %1$s__lineage.accumulated_sources)::VARCHAR, ''),"
                                    .formatted(attribute)
                            + " array_to_string(%1$s__lineage.purposes, ','), %1$s__lineage.declaration_id FROM $profiles"
                                    .formatted(attribute)
                            + " WHERE " + attribute + " IS NOT NULL")
                    .forEach(row -> {
                        holders.add(row[0]);
                        String value = row[1].startsWith("\"") ? row[1].substring(1, row[1].length() - 1) : row[1];
                        String held = row[0] + " " + attribute + " " + value;
                        add(held, row[2].equals("null") ? "" : " until " + row[2]);
                        add(held, " " + row[3] + " by " + row[4]);
                        add(held, " for " + row[6]);
                        if (!row[5].isEmpty()) {
                            add(held, " from " + row[7] + " of " + row[4] + " and " + parts(row[5]));
                        }
                    });
            for (String customer : List.of("C-1", "C-2", "C-3")) {
                if (!holders.contains(customer)) {
                    add(customer + " no " + attribute);
                }
            }
        }

        /** Of pairs as DuckDB shows them. */
        private static String parts(String pairs) {
            return Pattern.compile("\\(([^,]+), ([^)]+)\\)")
                    .matcher(pairs)
                    .results()
                    .map(pair -> pair.group(1) + " of " + pair.group(2))
                    .collect(Collectors.joining(", "));
        }

        private void add(String fact, String... more) {
            all.add(fact);
            String longer = fact;
            for (String word : more) {
                longer += word;
                all.add(longer);
            }
        }

        private List<String[]> rows(String sql) {
            return job.query(sql).stream().map(row -> row.split("\\|", -1)).toList();
        }
    }
}
