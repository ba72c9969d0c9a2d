package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.settings.yaml.Problem;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: the settings of a source are read as written, and problems are reported with their line. */
@Tag("unit")
class DeclarationSourceTest {
    private static final Path JOBS = Path.of("/srv/jobs");

    private final Problems problems = new Problems();

    private DeclarationSource read(String yaml) {
        return DeclarationSource.read(YamlFile.parse("job.yaml", yaml, problems), JOBS);
    }

    private List<String> problems(String yaml) {
        read(yaml);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void fewKeysAreNeeded() {
        DeclarationSource source = read("{ name: store, path: in/store-{date}.csv, delivers: increment }"
                .replace("{date}", "'{date}'")
                .replace("in/store-'{date}'.csv", "'in/store-{date}.csv'"));
        assertThat(problems.all()).isEmpty();
        assertThat(source.name()).isEqualTo("store");
        assertThat(source.delivers()).isEqualTo(Delivers.INCREMENT);
        assertThat(source.zone()).isEmpty();
        assertThat(source.jurisdiction()).isEmpty();
        assertThat(source.columns().delivered(1)).isEqualTo("subject_id");
        assertThat(source.place()).isInstanceOfSatisfying(DeliveryPlace.Files.class, files -> {
            assertThat(files.path().text()).isEqualTo("/srv/jobs/in/store-{date}.csv");
            assertThat(files.format()).isEqualTo(new FileFormat.Csv(CsvDialect.DEFAULT));
        });
    }

    @Test
    void everyKeyOfAFileCounts() {
        DeclarationSource source = read("""
                name: call-center
                path: hdfs://nn:8020/in/*
                format: csv
                csv: { delimiter: tab, quote: "'", encoding: windows-1252, header: [id, who] }
                columns: { declaration-id: id, subject-id: who }
                delivers: snapshot
                zone: Europe/Berlin
                jurisdiction: DE
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(source.columns().delivered(0)).isEqualTo("id");
        assertThat(source.columns().delivered(1)).isEqualTo("who");
        assertThat(source.delivers()).isEqualTo(Delivers.SNAPSHOT);
        assertThat(source.place()).isInstanceOfSatisfying(DeliveryPlace.Files.class, files -> {
            assertThat(files.path().text()).isEqualTo("hdfs://nn:8020/in/*");
            assertThat(files.format())
                    .isEqualTo(new FileFormat.Csv(
                            new CsvDialect('\t', '\'', Charset.forName("windows-1252"), List.of("id", "who"))));
        });
        assertThat(source.intakeRules(ZoneId.of("UTC")).zone()).contains(ZoneId.of("Europe/Berlin"));
        assertThat(source.intakeRules(ZoneId.of("UTC")).jurisdiction()).isEqualTo(Optional.of("DE"));
    }

    @ParameterizedTest
    @CsvSource({"a.csv, Csv", "a.jsonl, JsonLines", "a.ndjson, JsonLines", "x/*.parquet, Parquet", "a.CSV, Csv"})
    void theEndingGivesTheFormat(String path, String format) {
        DeclarationSource source = read("{ name: s, path: '" + path + "', delivers: snapshot }");
        assertThat(problems.all()).isEmpty();
        assertThat(((DeliveryPlace.Files) source.place()).format().getClass().getSimpleName())
                .isEqualTo(format);
    }

    @Test
    void aDatabaseIsReadFromATable() {
        DeclarationSource source = read("""
                name: preference-centre
                database:
                  url: "jdbc:h2:file:{job}/../preferences;IFEXISTS=TRUE"
                  table: crm.declaration
                  user: reader
                  password-file: secrets/pc
                delivers: snapshot
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(source.place()).isInstanceOfSatisfying(DeliveryPlace.Database.class, database -> {
            DatabaseSettings settings = database.settings();
            assertThat(settings.url()).isEqualTo("jdbc:h2:file:/srv/jobs/../preferences;IFEXISTS=TRUE");
            assertThat(settings.from()).isEqualTo("crm.declaration");
            assertThat(settings.isQuery()).isFalse();
            assertThat(settings.user()).contains("reader");
            assertThat(settings.passwordFile()).contains(Path.of("/srv/jobs/secrets/pc"));
        });
    }

    @Test
    void aDatabaseIsMadeByScripts() {
        DeclarationSource source =
                read("{ name: s, database: { scripts: [../a.sql, b.sql], table: t }, delivers: snapshot }");
        assertThat(problems.all()).isEmpty();
        DatabaseSettings settings = ((DeliveryPlace.Database) source.place()).settings();
        assertThat(settings.scripts()).containsExactly(Path.of("/srv/a.sql"), Path.of("/srv/jobs/b.sql"));
        assertThat(settings.isH2()).isTrue();
    }

    @Test
    void aDatabaseIsReadByAQuery() {
        DeclarationSource source = read(
                "{ name: s, database: { url: 'jdbc:postgresql://db/crm', query: 'select 1; ' }, delivers: snapshot }");
        assertThat(problems.all()).isEmpty();
        DatabaseSettings settings = ((DeliveryPlace.Database) source.place()).settings();
        assertThat(settings.isQuery()).isTrue();
        assertThat(settings.from()).isEqualTo("select 1");
        assertThat(settings.user()).isEmpty();
    }

    /** The line, then the beginning of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ path: a.csv, delivers: snapshot } | job.yaml:1: Missing key 'name'",
                "{ name: Store 1, path: a.csv, delivers: snapshot } | job.yaml:1: Invalid name 'Store 1': use at most 60",
                "{ name: s, delivers: snapshot } | job.yaml:1: Invalid source: either 'path' or 'database' is needed",
                "{ name: s, path: a.csv } | job.yaml:1: Missing key 'delivers'",
                "{ name: s, path: a.csv, delivers: deltas } | job.yaml:1: Unknown delivers 'deltas': known are snapshot,",
                "{ name: s, path: a.txt, delivers: snapshot } | job.yaml:1: Missing key 'format': the ending of 'a.txt'",
                "{ name: s, path: a.csv, format: cvs, delivers: snapshot } | job.yaml:1: Unknown format 'cvs': did you mean 'csv'",
                "{ name: s, path: a.jsonl, csv: {}, delivers: snapshot } | job.yaml:1: Invalid csv: the format is not csv",
                "{ name: s, path: a.csv, csv: { quote: x1 }, delivers: snapshot } | job.yaml:1: Invalid csv.quote 'x1'",
                "{ name: s, path: a.csv, csv: { delimiter: \"\\uFFFF\" }, delivers: snapshot } | job.yaml:1: Invalid csv.delimiter",
                "{ name: s, path: a.csv, csv: { quote: \"\\uFFFE\" }, delivers: snapshot } | job.yaml:1: Invalid csv.quote",
                "{ name: s, path: a.csv, csv: { quote: ',' }, delivers: snapshot } | job.yaml:1: Invalid csv.quote: it is the",
                "{ name: s, path: a.csv, csv: { encoding: utf-9 }, delivers: snapshot } | job.yaml:1: Invalid csv.encoding 'utf-9'",
                "{ name: s, path: a.csv, csv: { header: [a, a] }, delivers: snapshot } | job.yaml:1: Invalid csv.header: 'a' is listed twice",
                "{ name: s, path: a.csv, columns: { subject: x }, delivers: snapshot } | job.yaml:1: Unknown key 'subject' in columns",
                "{ name: s, path: a.csv, zone: Berlin, delivers: snapshot } | job.yaml:1: Invalid zone 'Berlin'",
                "{ name: s, path: a.csv, delivers: snapshot, zones: UTC } | job.yaml:1: Unknown key 'zones': did you mean 'zone'",
                "{ name: s, delivers: snapshot, database: { table: t } } | job.yaml:1: Missing key 'url' in database",
                "{ name: s, delivers: snapshot, database: { url: 'jdbc:h2:mem:x' } } | job.yaml:1: Invalid database: either 'table' or",
                "{ name: s, delivers: snapshot, database: { url: 'jdbc:oracle:x', table: t } } | job.yaml:1: Unsupported database.url: it must",
                "{ name: s, delivers: snapshot, database: { scripts: [], table: t } } | job.yaml:1: Invalid database.scripts: it lists no",
                "{ name: s, delivers: snapshot, database: { scripts: [a.sql], url: 'jdbc:h2:x', table: t } } | job.yaml:1: Invalid database.url",
                "{ name: s, delivers: snapshot, database: { scripts: [a.sql], user: u, table: t } } | job.yaml:1: Invalid database.user",
                "{ name: s, delivers: snapshot, database: { url: 'jdbc:h2:x', table: 'a b' } } | job.yaml:1: Invalid database.table 'a b'"
            })
    void problemsHaveTheirLine(String yaml, String message) {
        assertThat(problems(yaml)).anySatisfy(problem -> assertThat(problem).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://bob:s3cret@db/crm",
        "jdbc:postgresql://db/crm?user=bob&password=s3cret",
        "jdbc:h2:mem:x;PASSWORD=s3cret"
    })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        assertThat(problems("{ name: s, delivers: snapshot, database: { url: '" + url + "', table: t } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("job.yaml:1: Invalid database.url: it holds a password")
                        .doesNotContain("s3cret"));
    }

    /** Parameters by which the driver runs a program, loads a class or writes a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM ''http://h/x.sql''",
                "jdbc:h2:mem:x;init=select 1",
                "jdbc:h2:mem:x;MODE=MySQL\\;INIT=select 1",
                "jdbc:h2:mem:x;\u0131n\u0131t=select 1",
                "jdbc:h2:mem:x; INIT=select 1",
                "jdbc:h2:mem:x;TRACE_LEVEL_FILE=3",
                "jdbc:h2:mem:x;DATABASE_EVENT_LISTENER=''a.B''",
                "jdbc:h2:mem:x;AUTHENTICATOR=TRUE",
                "jdbc:h2:tcp://h/x;IGNORE_UNKNOWN_SETTINGS=TRUE;RUNSCRIPT",
                "jdbc:postgresql://db/c?socketFactory=a.B&socketFactoryArg=x",
                "jdbc:postgresql://db/c?ssl=true&sslfactory=a.B",
                "jdbc:postgresql://db/c?loggerLevel=TRACE&loggerFile=/x",
                "jdbc:postgresql:c?authenticationPluginClassName=a.B",
                "jdbc:postgresql://db/c?sslhostnameverifier=a.B",
                "jdbc:postgresql://db/c?%73ocketFactory=a.B",
                "jdbc:postgresql://db/c?service=x",
                "jdbc:postgresql://db/c?user=u?socketFactory=a.B&xmlFactoryFactory=a.B"
            })
    void anAddressRunsNoProgram(String url) {
        assertThat(problems("{ name: s, delivers: snapshot, database: { url: '" + url + "', table: t } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("job.yaml:1: Unsupported database.url: its parameter '")
                        .contains("is not permitted in a job file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./x;MODE=PostgreSQL;ifexists=true;DATABASE_TO_UPPER=FALSE",
                "jdbc:h2:mem:x",
                "jdbc:postgresql://db:5432,other:5432/crm?sslmode=verify-full&sslrootcert=/etc/ca.pem&connectTimeout=5",
                "jdbc:postgresql:crm?user=reader&ApplicationName=crumbless"
            })
    void anAddressMaySayWhereAndHow(String url) {
        read("{ name: s, delivers: snapshot, database: { url: '" + url + "', table: t } }");
        assertThat(problems.all()).isEmpty();
    }

    /** The name of a folder cannot become a setting of the database in it. */
    @Test
    void theFolderOfTheJobFileEndsNoAddress() {
        DatabaseSettings.read(
                YamlFile.parse("job.yaml", "{ url: 'jdbc:h2:file:{job}/x', table: t }", problems),
                Path.of("/srv/a;INIT=select 1;/jobs"));
        assertThat(problems.all()).singleElement().asString().contains("its parameter 'INIT'");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(problems("{ name: S, path: a.txt, database: {}, zone: x }")).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void erasureSourcesAreReadAlike() {
        ErasureSource source = ErasureSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "{ name: tickets, path: e.csv, columns: { subject-id: who }, zone: UTC }",
                        problems),
                JOBS);
        assertThat(problems.all()).isEmpty();
        assertThat(source.columns().deliveredNames()).containsExactly("who", "requested_at", "reason");
        assertThat(source.zone()).contains(ZoneId.of("UTC"));
        assertThat(StandardCharsets.UTF_8).isEqualTo(CsvDialect.DEFAULT.encoding());
    }
}
