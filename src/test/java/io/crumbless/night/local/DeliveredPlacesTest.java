package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ForeignFooter;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything under the path of a source is read, or refused or reported by name: it is never ignored or misread. */
@Tag("crash")
@Tag("night")
class DeliveredPlacesTest {
    private static final String LINK = "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n";

    @TempDir
    private Path folder;

    private TestingJob job(Path place) throws IOException {
        return new TestingJob(Files.createDirectories(place))
                .write("legacy/logins.csv", LINK)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve("job.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static RunOptions accepting(Guard guard) {
        return new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), Set.of(guard));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w[1]", "{a}", "a*b", "what?", "[", "{", "x{date}", "w[1]/{b}"})
    void theFolderOfAJobIsNoPattern(String name) throws IOException {
        RunReport report = job(folder.resolve(name)).run();

        assertThat(report.profiles()).isEqualTo(1);
        assertThat(report.notices())
                .noneMatch(notice -> notice.contains("nothing new") || notice.startsWith("No file"));
    }

    @Test
    void aPathMayLeaveAFolderThatLooksLikeAPattern() throws IOException {
        Path place = folder.resolve("w[1]/jobs");
        TestingJob job = job(place);
        Path file = place.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("path: declarations/", "path: ../declarations/"));
        Files.move(place.resolve("declarations"), place.resolve("../declarations"));

        assertThat(job.run().profiles()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"declarations/store-2026-11-22.csv, store", "erasures.csv, requests"})
    void aPathThatMatchedAndMatchesNothingIsRefused(String file, String source) throws IOException {
        TestingJob job = job(folder);
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-9,2026-11-20T00:00:00Z,x\n");
        RunReport first = job.run();
        Files.delete(folder.resolve(file));

        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Missing files of source '" + source + "': nothing matches " + folder)
                .hasMessageContaining("where files lay when " + first.runId() + " was published")
                .hasMessageContaining("--accept-missing")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INPUT);
        assertThat(job.run(NIGHT.plusDays(1), accepting(Guard.DELIVERIES_MISSING))
                        .profiles())
                .isEqualTo(1);
    }

    @Test
    void filesThatAreTakenAwayOnceReadMayBeMissing() throws IOException {
        TestingJob job = job(folder);
        edit("delivers: increment", "delivers: increment\n    may-be-missing: true");
        job.run();
        Files.delete(folder.resolve("declarations/store-2026-11-22.csv"));

        RunReport second = job.run(NIGHT.plusDays(1));

        assertThat(second.profiles()).isEqualTo(1);
        assertThat(second.notices()).contains("Source 'store' delivered nothing new for 2026-11-23");
    }

    @Test
    void aDayWithoutNewFilesBesideOldOnesIsOrdinary() throws IOException {
        TestingJob job = job(folder);
        job.run();

        assertThat(job.run(NIGHT.plusDays(1)).profiles()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy/dmp.csv", "erasures.csv", "declarations/store-2026-11-22.csv"})
    void aFolderInThePlaceOfAFileIsItsFiles(String file) throws IOException {
        TestingJob job = job(folder);
        String text = Files.readString(folder.resolve(file));
        Files.delete(folder.resolve(file));
        job.write(file + "/part=1/part-00000.csv", text)
                .write(file + "/_SUCCESS", "")
                .write(file + "/.x.crc", "x");

        RunReport report = job.run();
        assertThat(report.profiles()).isEqualTo(1);
        assertThat(report.notices()).noneMatch(notice -> notice.startsWith("Folder") || notice.startsWith("No file"));
    }

    @Test
    void aFolderWithoutFilesIsNoDelivery() throws IOException {
        TestingJob job = job(folder);
        Files.delete(folder.resolve("legacy/dmp.csv"));
        Files.createDirectories(folder.resolve("legacy/dmp.csv/_temporary"));

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Missing files of legacy source 'dmp': nothing matches " + folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dmp/dt={date:yyyyMMdd}/*.csv | dmp/dt=20261122/a.csv | dmp/dt=20261121/a.csv",
                "dmp/{date:yyyy/MM/dd}/*.csv | dmp/2026/11/22/a.csv | dmp/2026/11/21/a.csv",
                "dmp/year={yyyy}/month={MM}/day={dd} | dmp/year=2026/month=11/day=22/hour=07/a.csv | dmp/year=2026/month=11/day=21/hour=07/a.csv",
                "dmp/day={date}/hour=*/*.csv | dmp/day=2026-11-22/hour=23/a.csv | dmp/day=2026-11-21/hour=23/a.csv",
            })
    void daysInOtherForms(String path, String tonight, String before) throws IOException {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: " + path + "\n      format: csv");
        edit("path: declarations/store-{date}.csv", "path: " + path.replace("dmp/", "said/") + "\n    format: csv");
        String row = "visitor,segment_id,ts,method\nck1,form_language_%s,2026-11-01T00:00:00Z,form\n";
        job.write(tonight, row.formatted("de")).write(before, row.formatted("en"));
        String said = TestingJob.HEADER
                + declares("%s", "C-%1$s", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z") + "\n";
        job.write(tonight.replace("dmp/", "said/"), said.formatted("1"))
                .write(before.replace("dmp/", "said/"), said.formatted("2"))
                .write(before.replace("dmp/", "said/").replace("21", "23"), said.formatted("3"));

        job.run();
        assertThat(job.query("SELECT subject_id, home_store, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|Kiel|de", "C-2|Kiel|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy/dmp.csv", "erasures.csv", "declarations/store-2026-11-21.csv"})
    void aLinkToNothingIsRefused(String file) throws IOException {
        TestingJob job = job(folder);
        Files.deleteIfExists(folder.resolve(file));
        Files.createSymbolicLink(folder.resolve(file), Path.of("gone.csv"));

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot read " + folder.resolve(file) + " of source '")
                .hasMessageContaining("it is a link to something that is not there");
    }

    @Test
    void aFileWhoseNameIsNoTextIsRefused() throws Exception {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: dmp/*.csv");
        Process shell = new ProcessBuilder("sh", "-c", "mkdir dmp && printf a > \"$(printf 'dmp/\\374.csv')\"")
                .directory(folder.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining(" of source 'dmp': its name is no text in the encoding that names have here");
    }

    @Test
    void aLinkedFileIsReadOnceAndALinkedFolderBesideItIsANotice() throws IOException {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: dmp/*.csv");
        job.write("real/a.csv", "visitor,segment_id,ts,method\nck1,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n");
        Files.createDirectory(folder.resolve("dmp"));
        Files.createSymbolicLink(folder.resolve("dmp/a.csv"), Path.of("../real/a.csv"));
        Files.createSymbolicLink(folder.resolve("dmp/b.csv"), Path.of("../real"));

        RunReport report = job.run();

        assertThat(job.query("SELECT \"values\" FROM $removals")).containsExactly("1");
        assertThat(report.notices())
                .contains(
                        "Folder dmp/b.csv of source 'dmp' was not read: a path names files; end it with /* for those in"
                                + " a folder");
    }

    @ParameterizedTest
    @CsvSource({
        "dmp, dmp/*.parquet, dmp/_delta_log/00000000000000000000.json, Delta Lake",
        "dmp/part=1, dmp/*/*.parquet, dmp/_delta_log/00000000000000000000.json, Delta Lake",
        "dmp/part=1, dmp/part=1/*.parquet, dmp/_delta_log/00000000000000000000.json, Delta Lake",
        "dmp/data, dmp/data/*.parquet, dmp/metadata/00001-5f2c.metadata.json, Apache Iceberg",
        "dmp/data/day=1, dmp/data/**/*.parquet, dmp/metadata/v2.metadata.json, Apache Iceberg",
        "dmp/day=1, dmp/*/a.parquet, dmp/.hoodie/hoodie.properties, Apache Hudi",
        "dmp/bucket-0, dmp/*/a.parquet, dmp/snapshot/LATEST, Apache Paimon",
        "dmp/base_0000005, dmp/*/a.parquet, dmp/other, Apache Hive",
    })
    void theFilesOfATableAreRefusedByItsName(String place, String path, String beside, String table)
            throws IOException {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: " + path);
        job.write(beside, "{}").write("dmp/schema/schema-0", "{}");
        membership(place + "/a.parquet");

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot read " + folder.resolve(place + "/a.parquet") + " of source 'dmp': ")
                .hasMessageContaining((table.startsWith("Delta") ? "a " : "an ") + table + " table")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INPUT);
    }

    @Test
    void aFolderNamedMetadataIsNoTable() throws IOException {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: dmp/*.parquet");
        job.write("dmp/metadata/about.metadata.json", "{}").write("dmp/_SUCCESS", "");
        membership("dmp/a.parquet");

        job.run();

        assertThat(job.query("SELECT \"values\" FROM $removals")).containsExactly("1");
    }

    private void membership(String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'ck1' AS visitor, 'x_pregnant_score' AS segment_id, '2026-11-01T00:00:00Z' AS ts, 'model' AS method",
                    folder.resolve(file));
        }
    }

    /** As pandas leaves an empty frame. */
    @Test
    void emptyFramesOfEveryKindOfSourceAreReadAsNoRows() throws IOException {
        TestingJob job = job(folder);
        edit("path: legacy/dmp.csv", "path: legacy/dmp.parquet");
        edit("path: legacy/logins.csv", "path: legacy/logins.parquet");
        edit(
                "declarations:",
                "  opt-outs:\n    - name: oo\n      path: legacy/oo.parquet\n      columns: { cookie-id: cookie }\ndeclarations:");
        edit("path: declarations/store-{date}.csv", "path: declarations/store-{date}.parquet");
        edit("path: erasures.csv", "path: erasures.parquet");
        emptyFrame("legacy/dmp.parquet", "visitor,segment_id,ts,method");
        emptyFrame("legacy/logins.parquet", "cookie,customer,how,linked_at");
        emptyFrame("legacy/oo.parquet", "cookie");
        emptyFrame("declarations/store-2026-11-22.parquet", TestingJob.HEADER.strip());
        emptyFrame("erasures.parquet", "subject_id,requested_at,reason");

        RunReport report = job.run();

        assertThat(report.recordsRead()).isZero();
        assertThat(report.notices()).contains("Delivery legacy/oo.parquet of source 'oo' holds no records");
    }

    private void emptyFrame(String name, String columns) throws IOException {
        Path file = folder.resolve(name);
        try (DuckDb duck = new DuckDb()) {
            duck.write("SELECT '' AS " + columns.replace(",", ", '' AS "), file);
        }
        ForeignFooter.emptyFrame(file);
    }

    /** Spark writes a part for every task, and nothing into those of tasks without rows. */
    @Test
    void anEmptyPartBesideFullOnesIsNoCutFile() throws IOException {
        TestingJob job = job(folder);
        edit(
                "declarations:",
                "  opt-outs:\n    - name: oo\n      path: oo/*.csv\n      columns: { cookie-id: cookie }\ndeclarations:");
        edit("path: erasures.csv", "path: gone/*.csv");
        job.write("oo/part-00000-ab.csv", "").write("oo/part-00001-ab.csv", "cookie\nck7\n");
        job.write("gone/part-00000.csv", "").write("gone/part-00001.csv", "subject_id,requested_at,reason\n");

        assertThat(job.run().notices())
                .contains(
                        "Delivery oo/part-00000-ab.csv of source 'oo' holds no records",
                        "Delivery gone/part-00000.csv of source 'requests' holds no records");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oo/part-00001.csv", "oo/2026-11-22.csv"})
    void anEmptyFileThatIsNoPartBesideAFullOneStaysRefused(String empty) throws IOException {
        TestingJob job = job(folder);
        edit(
                "declarations:",
                "  opt-outs:\n    - name: oo\n      path: oo/*.csv\n      columns: { cookie-id: cookie }\ndeclarations:");
        job.write(empty, "").write("oo/2026-11-21.csv", "cookie\nck7\n");

        assertThatThrownBy(job::run).hasMessageContaining("the file is empty, so it may have been truncated");
    }

    @ParameterizedTest
    @CsvSource({
        "declarations/store-2026-11-22.csv.gz, store",
        "declarations/store-20261121.csv, store",
        "declarations/Store-2026-11-22.CSV, store",
        "erasures (1).csv, requests",
        "legacy/dmp.csv.zip, dmp",
        "legacy/Logins.csv, logins",
    })
    void aFileWhoseNameDiffersInItsWritingAloneIsANotice(String file, String source) throws IOException {
        TestingJob job = job(folder).write(file, "whatever");

        RunReport report = job.run();

        assertThat(report.notices())
                .anyMatch(notice ->
                        notice.startsWith("File " + file + " of source '" + source + "' was not read: but for"));
    }

    @Test
    void otherNamesMayBeMeant() throws IOException {
        TestingJob job = job(folder).write("declarations/store-2026-11-22.csv.gz", "whatever");
        edit("delivers: increment\n", "delivers: increment\n    as-delivered: [other-names]\n");

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("was not read"));
    }

    @Test
    void whatAnotherSourceReadsIsNoNotice() throws IOException {
        TestingJob job = job(folder).write("legacy/DMP.csv", "visitor,segment_id,ts,method\n");
        edit("  links:\n", """
                    - name: second
                      path: legacy/DMP.csv
                      shape: membership
                      columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }
                  links:
                """);

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("was not read"));
    }
}
