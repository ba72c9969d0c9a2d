package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crumbless.night.run.Count;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.erase.TestingErasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a night that uses legacy deliveries of the night before again publishes the bytes and the books of one that reads
 * them, and reads them where anything has changed that decides what becomes of them.
 *
 * <p>Every night here is run twice: by a job with {@code reuse}, and by the same job without.
 */
@Tag("night")
class ReusedNightsTest {
    /** Links, opt-outs and three files of memberships. */
    private static final long ALL = 5;

    private static final String JOB = """
            job: test
            zone: Europe/Berlin
            policy: policy
            warehouse: warehouse
            spill: work
            keep-snapshots: 9
            guards:
              profiles-may-shrink-by: 1.0
              refusals-may-reach: 1.0
              values-lost-may-reach: { undated: 1, value-invalid: 1, future: 1, unlinked: 1, ambiguous: 1, opted-out: 1 }
            legacy:
              memberships:
                - name: dmp
                  path: legacy/dmp*.csv
                  shape: membership
                  columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }
                - name: onsite
                  path: legacy/onsite/{date}/*.jsonl
                  shape: list
                  columns: { cookie-id: visitor, segments: segments, segment: segments.id, collected-by: segments.by }
                - name: crm
                  path: legacy/crm.csv
                  shape: wide
                  columns: { subject-id: customer, assigned-at: updated }
                  values: { lang: language, born: birth_date }
              links:
                - name: logins
                  path: legacy/logins.csv
                  columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: at }
              opt-outs:
                - name: opt-outs
                  path: legacy/opt-outs.csv
                  columns: { cookie-id: cookie }
            declarations:
              - name: store
                path: declarations/store-{date}.csv
                delivers: increment
            erasures:
              - name: requests
                path: erasures.csv
            """;
    private static final String REUSE = "reuse: { keep: 100m }\n";

    private static final String DMP = "visitor,segment_id,ts,method\n"
            + "ck1,form_language_de,2026-11-01T00:00:00Z,form\n"
            + "ck2,form_language_en,2026-11-02T00:00:00Z,form\n"
            + "ck3,x_pregnant_score,2026-11-03T00:00:00Z,model_v2\n"
            + ",form_language_en,2026-11-02T00:00:00Z,form\n"
            + "ck4,form_language_en,2026-11-02T00:00:00Z,form\n"
            + "ck1,form_language_de,yesterday,form\n";
    private static final String ONSITE = "{\"visitor\":\"ck1\",\"segments\":[{\"id\":\"sports\",\"by\":\"cookie\"}]}\n"
            + "{\"visitor\":\"ck2\",\"segments\":[{\"id\":\"cars\",\"by\":\"broker\"},{\"id\":\"toys\",\"by\":\"pixel\"}]}\n";
    private static final String CRM = "customer,lang,born,updated\nC-1,de,1980-02-03,2026-10-01T00:00:00Z\n"
            + "C-5,fr,1990-02-03,2026-10-01T00:00:00Z\nC-6,pl,,2026-10-01T00:00:00Z\n";
    private static final String LOGINS = "cookie,customer,how,at\nck1,C-1,login,2026-10-01T00:00:00Z\n"
            + "ck2,C-2,login,2026-10-01T00:00:00Z\nck3,C-3,login,2026-10-01T00:00:00Z\n"
            + "ck4,C-4,login,2026-10-01T00:00:00Z\nck5,C-5,guess,2026-10-01T00:00:00Z\n";

    @TempDir
    private Path folder;

    private LocalDate night = NIGHT;
    private String onsite = ONSITE;
    private TestingJob with;
    private TestingJob without;

    private void shop() throws IOException {
        with = new TestingJob(Files.createDirectories(folder.resolve("with")));
        without = new TestingJob(Files.createDirectories(folder.resolve("without")));
        for (String twin : List.of("with", "without")) {
            Path policy = Files.createDirectories(folder.resolve(twin).resolve("policy"));
            try (Stream<Path> shipped = Files.list(Path.of("jobs/policy"))) {
                for (Path file : shipped.toList()) {
                    Files.copy(file, policy.resolve(file.getFileName()));
                }
            }
        }
        job(JOB);
        write("legacy/dmp.csv", DMP);
        write("legacy/onsite/" + NIGHT + "/a.jsonl", ONSITE);
        write("legacy/crm.csv", CRM);
        write("legacy/logins.csv", LOGINS);
        write("legacy/opt-outs.csv", "cookie\nck4\n");
        declared(NIGHT, declares("a1", "C-1", "language", "en", "service_messages", "2026-11-20T10:00:00Z"));
    }

    private void job(String text) {
        with.write("job.yaml", text + REUSE);
        without.write("job.yaml", text);
    }

    private void write(String file, String text) {
        with.write(file, text);
        without.write(file, text);
    }

    private void declared(LocalDate night, String line) {
        with.declared(night, line);
        without.declared(night, line);
    }

    private void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve("without").resolve(file));
        assertThat(text).contains(from);
        if (file.equals("job.yaml")) {
            job(text.replace(from, to));
        } else {
            write(file, text.replace(from, to));
        }
    }

    /** Both; what they publish must be the same. */
    private RunReport run(LocalDate night) throws IOException {
        RunReport read = without.run(night);
        RunReport used = with.run(night);
        assertThat(used.runId()).isEqualTo(read.runId());
        assertThat(used.balance()).isEqualTo(read.balance());
        assertThat(used.profiles()).isEqualTo(read.profiles());
        assertThat(usedAgain(read)).isZero();
        assertThat(published(with, used)).containsExactlyEntriesOf(published(without, read));
        assertThat(used.notices().stream().filter(notice -> !notice.startsWith("Kept spill")))
                .containsExactlyElementsOf(read.notices());
        return used;
    }

    /** Every file of a snapshot by its name, without signatures and without differences due to the folder. */
    private static Map<String, String> published(TestingJob job, RunReport report) throws IOException {
        Path snapshot = job.warehouse().resolve("snapshots").resolve(report.runId());
        String home = job.warehouse().getParent().toString();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(snapshot)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = snapshot.relativize(file).toString();
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (name.endsWith(".parquet") || name.matches("_evidence/(balance|retirement|report)\\.json|.*html")) {
                    files.put(name, content.replace(home, "HOME"));
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(10);
        return files;
    }

    private static long usedAgain(RunReport report) {
        return report.steps().stream()
                .flatMap(step -> step.counts().stream())
                .filter(count -> count.of().equals("deliveries used again"))
                .mapToLong(Count::number)
                .sum();
    }

    private Path kept() {
        return with.file().spill().resolve("kept");
    }

    private List<Path> keptParts() {
        if (!Files.exists(kept())) {
            return List.of();
        }
        try (Stream<Path> parts = Files.list(kept())) {
            return parts.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isKept(String text) {
        return keptParts().stream()
                .anyMatch(part -> read(part.resolve("noted.json")).contains(text));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatDidNotChangeIsNotReadAgainAndWhatDidIs() throws IOException {
        shop();
        assertThat(usedAgain(run(NIGHT))).isZero();
        assertThat(keptParts()).hasSize(4);
        requirePrivate();
        assertThat(with.run(NIGHT).outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);

        // Links, opt-outs, and three sources of memberships, of which one was delivered under the name of the day.
        RunReport same = run(next());
        assertThat(usedAgain(same)).isEqualTo(ALL);
        assertThat(same.notices()).noneMatch(notice -> notice.contains("Kept"));

        write("legacy/dmp.csv", DMP + "ck2,x_rich_score,2026-11-03T00:00:00Z,model_v2\n");
        assertThat(usedAgain(run(next()))).as("a file changed").isEqualTo(ALL - 1);

        write("legacy/logins.csv", LOGINS.replace("ck3,C-3", "ck3,C-9"));
        assertThat(usedAgain(run(next()))).as("links changed").isZero();

        write("legacy/opt-outs.csv", "cookie\nck4\nck2\n");
        assertThat(usedAgain(run(next()))).as("somebody opted out").isZero();

        write("legacy/crm.csv", CRM + "C-7,de,,2026-10-01T00:00:00Z\n");
        assertThat(usedAgain(run(next()))).as("ids of customers may be cookies").isZero();

        replace("policy/attributes.yaml", "until: 2027-03-31", "until: 2027-03-30");
        assertThat(usedAgain(run(next()))).as("the policy changed").isZero();

        replace("job.yaml", "values: { lang: language, born: birth_date }", "values: { lang: language }");
        assertThat(usedAgain(run(next()))).as("the settings changed").isZero();

        assertThat(usedAgain(run(next()))).isEqualTo(ALL);
        assertThat(keptParts()).hasSize(4);
        assertThat(TestingErasure.audited(with.file())).isEmpty();
    }

    private LocalDate next() {
        night = night.plusDays(1);
        write("legacy/onsite/" + night + "/a.jsonl", onsite);
        declared(
                night,
                declares("a" + night, "C-2", "language", "de", "service_messages", night.minusDays(1) + "T10:00:00Z"));
        return night;
    }

    private void requirePrivate() throws IOException {
        try (Stream<Path> places = Files.walk(kept())) {
            assertThat(places.toList()).hasSizeGreaterThan(8).allSatisfy(place -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo(Files.isDirectory(place) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void whatDependsOnTheDateIsReadAgain() throws IOException {
        shop();
        replace("policy/attributes.yaml", "until: 2027-03-31", "until: " + NIGHT.plusDays(2));
        write("legacy/dmp.csv", DMP + "ck3,form_language_de,2026-11-23T10:00:00Z,form\n");
        onsite = ONSITE + "{\"visitor\":\n";
        write("legacy/onsite/" + NIGHT + "/a.jsonl", onsite);
        run(NIGHT);
        assertThat(languageOf("C-3")).isEmpty();

        assertThat(usedAgain(run(next())))
                .as("a value was in the future, and records of a file by another name are listed")
                .isEqualTo(ALL - 2);
        assertThat(languageOf("C-3")).containsExactly("de");
        assertThat(with.query("SELECT DISTINCT file FROM $refusals WHERE source = 'onsite'"))
                .containsExactly("legacy/onsite/" + night + "/a.jsonl");

        onsite = ONSITE;
        write("legacy/logins.csv", LOGINS.replace("ck2,C-2,login,2026-10-01", "ck2,C-2,login,2026-11-25"));
        assertThat(usedAgain(run(next()))).as("links changed").isZero();
        assertThat(usedAgain(run(next())))
                .as("a link was in the future; the sunset has passed")
                .isZero();
        assertThat(languageOf("C-3")).isEmpty();
        assertThat(usedAgain(run(next()))).isEqualTo(ALL);

        replace(
                "job.yaml",
                "      columns: { cookie-id: visitor, segments: segments",
                "      assigned-at: \"{date}\"\n      columns: { cookie-id: visitor, segments: segments");
        run(next());
        assertThat(usedAgain(run(next()))).as("the date is the time of values").isEqualTo(ALL - 1);
    }

    private List<String> languageOf(String subject) {
        return with.query(
                "SELECT language FROM $profiles WHERE subject_id = '" + subject + "' AND language IS NOT NULL");
    }

    @Test
    void whatIsDamagedIsNotUsed() throws IOException {
        shop();
        run(NIGHT);
        for (Path part : keptParts()) {
            Path spill = part.resolve("0.spill");
            if (Files.exists(spill)) {
                byte[] bytes = Files.readAllBytes(spill);
                bytes[bytes.length / 2] ^= 1;
                Files.write(spill, bytes);
            }
        }
        RunReport next = run(next());
        assertThat(usedAgain(next)).isLessThanOrEqualTo(2);
        assertThat(next.notices()).anyMatch(notice -> notice.startsWith("Kept spill") && notice.contains("damaged"));
        for (Path part : keptParts()) {
            Path noted = part.resolve("noted.json");
            Files.writeString(noted, read(noted).replace("\"counted\" : ", "\"counted\" : 1"));
        }
        assertThat(usedAgain(run(next()))).isZero();
        assertThat(usedAgain(run(next()))).isEqualTo(ALL);
    }

    @Test
    void whatIsKeptIsDeletedWithAnErasureAndWithReuseAndWithItsSource() throws IOException {
        shop();
        run(NIGHT);
        assertThat(isKept("\"source\" : \"onsite\"")).isTrue();
        replace("job.yaml", JOB.substring(JOB.indexOf("    - name: onsite"), JOB.indexOf("    - name: crm")), "");
        run(next());
        assertThat(keptParts()).hasSize(3);
        assertThat(isKept("onsite")).isFalse();

        TestingErasure.erase(with.file(), "C-2");
        assertThat(keptParts()).isEmpty();
        assertThat(usedAgain(with.run(next()))).isZero();
        assertThat(keptParts()).hasSize(3);
        assertThat(TestingErasure.audited(with.file())).isEmpty();

        with.write("job.yaml", JOB);
        with.run(next());
        assertThat(kept()).doesNotExist();

        Files.createDirectories(kept().getParent());
        Files.writeString(kept(), "in the way");
        with.write("job.yaml", JOB + REUSE);
        assertThat(with.run(next()).notices())
                .anyMatch(notice -> notice.startsWith("Cannot keep spills for the next night"));
    }

    @Test
    void aRequestThatIsDeliveredDeletesWhatIsKept() throws IOException {
        shop();
        run(NIGHT);
        write("erasures.csv", "subject_id,requested_at,reason\nC-2,2026-11-23T08:00:00Z,art17\n");
        run(next());
        assertThat(keptParts()).isEmpty();
        // The same list is delivered again, without other people.
        assertThat(usedAgain(run(next()))).isZero();
        assertThat(usedAgain(run(next()))).isEqualTo(ALL);
    }

    /** The deliveries were read; what was declared is refused. The next attempt need not read them again. */
    @Test
    void anAttemptBehindOneThatFailedUsesWhatThatOneRead() throws IOException {
        shop();
        replace("job.yaml", "refusals-may-reach: 1.0", "refusals-may-reach: 0.0");
        String refused = declares("a3", "C-2", "no_such", "de", "service_messages", "2026-11-20T10:00:00Z");
        with.declared(NIGHT, refused);
        assertThat(catchThrowable(() -> with.run(NIGHT))).isNotNull();
        declared(NIGHT, declares("a1", "C-1", "language", "en", "service_messages", "2026-11-20T10:00:00Z"));
        assertThat(usedAgain(run(NIGHT))).isEqualTo(ALL);
    }
}
