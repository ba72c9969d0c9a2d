package io.crumbless.night.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.kernel.provenance.ValueBin;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.job.Schedule.BusinessDate;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a job file is read exactly as written; all problems are reported at once, with their lines. */
@Tag("unit")
class JobFileTest {
    @TempDir
    Path folder;

    @Test
    void fillsInWhatIsLeftOut() throws IOException {
        JobFile job = read("""
                job: nightly-profiles
                policy: policy
                warehouse: ../warehouse
                """);

        Path parent = folder.getParent();
        assertThat(job.file()).isEqualTo(folder.resolve("job.yaml"));
        assertThat(job.name()).isEqualTo("nightly-profiles");
        assertThat(job.schedule()).isEmpty();
        assertThat(job.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(job.policy()).isEqualTo(folder.resolve("policy"));
        assertThat(job.warehouse()).isEqualTo(Location.of(parent.resolve("warehouse")));
        assertThat(job.keepSnapshots()).isEqualTo(3);
        assertThat(job.guards()).isEqualTo(new Guards(0.2, 0.05));
        assertThat(job.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(job.access().reason()).isEqualTo(AccessSettings.Reason.OPTIONAL);
        assertThat(job.report().language()).isEqualTo("en");
        assertThat(job.pages()).isEqualTo(PageLayout.ONE_FRAME);
        assertThat(job.control()).isEqualTo(ControlSettings.in(parent.resolve("control")));
        assertThat(job.spill()).isEqualTo(parent.resolve("warehouse/.spill"));
    }

    /** The example in the reference has every key, and none that we do not know. */
    @Test
    void readsTheExampleOfTheReference() throws IOException {
        String page = Files.readString(Path.of("docs/reference/job.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();

        JobFile job = read(page.substring(start, page.indexOf("```", start)));

        assertThat(job.keepSnapshots()).isEqualTo(JobFile.DEFAULT_KEEP_SNAPSHOTS);
        assertThat(job.guards()).isEqualTo(Guards.DEFAULTS);
        assertThat(job.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(job.spill().getParent()).isEqualTo(Path.of("/mnt/scratch"));
        assertThat(job.control()).isEqualTo(ControlSettings.in(folder.resolveSibling("control")));
        assertThat(job.legacy().memberships()).hasSize(4);
        assertThat(job.declarations()).hasSize(2);
    }

    /** Bytes depend on it, so it is part of what names a run; where it says what holds anyway, of the same run as before. */
    @Test
    void pagesAreOneFrameUnlessTheJobSplitsThem() throws IOException {
        String text = "job: nightly-profiles\npolicy: policy\nwarehouse: ../warehouse\n";
        JobFile unsaid = read(text);
        JobFile said = read(text + "pages: one-frame\n");
        JobFile split = read(text + "pages: split\n");

        assertThat(said.pages()).isEqualTo(PageLayout.ONE_FRAME);
        assertThat(said.settingsVersion()).isEqualTo(unsaid.settingsVersion());
        assertThat(split.pages()).isEqualTo(PageLayout.SPLIT);
        assertThat(split.settingsVersion()).isNotEqualTo(unsaid.settingsVersion());
        assertThatThrownBy(() -> read(text + "pages: two-frames\n"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("two-frames");
    }

    @Test
    void limitsOfLostValuesHoldForAllSourcesUnlessOneHasItsOwn() throws IOException {
        String text = """
                job: nightly-profiles
                policy: policy
                warehouse: ../warehouse
                guards:
                  values-lost-may-reach:
                    undated: 0.5
                    by-source: { dmp: { unlinked: 1 } }
                legacy:
                  memberships:
                    - name: dmp
                      path: legacy/{date}/*.parquet
                      columns: { cookie-id: visitor, segment: segment_id }
                """;
        LossLimits limits = read(text).guards().valuesLost();

        assertThat(limits.limits()).containsEntry(ValueBin.UNDATED, 0.5).containsEntry(ValueBin.UNLINKED, 0.9999);
        assertThat(limits.bySource().get("dmp"))
                .containsEntry(ValueBin.UNDATED, 0.5)
                .containsEntry(ValueBin.UNLINKED, 1.0);
        assertThatThrownBy(() -> read(text.replace("{ dmp", "{ dpm").replace("0.5", "1.5")))
                .hasMessageContaining("undated must be between 0.0 and 1.0 but was 1.5")
                .hasMessageContaining("Unknown source 'dpm' in guards.values-lost-may-reach.by-source");
    }

    /** Before anything is read, and not as a failure of ours when it is. */
    @Test
    void pathsThatNothingServesAndPatternsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> read("""
                job: nightly-profiles
                policy: policy
                warehouse: s3://bucket/warehouse
                control: { folder: control }
                spill: spill
                legacy:
                  memberships:
                    - name: dmp
                      path: gs://bucket/*.parquet
                      columns: { cookie-id: visitor, segment: segment_id }
                declarations:
                  - name: store
                    path: declarations/{store-{date}.csv
                erasures:
                  - name: requests
                    path: hdfs:///erasures-[0-9.csv
                """))
                .hasMessageContaining(
                        "Invalid path s3://bucket/warehouse in warehouse: nothing on the class path serves the"
                                + " scheme 's3'; write s3a://, which './crumbless connector add s3' brings")
                .hasMessageContaining(
                        "Invalid path gs://bucket/*.parquet in legacy: nothing on the class path serves the scheme 'gs'; put"
                                + " the jars of the connector into lib/ext")
                .hasMessageContaining("'{' is not closed within one folder name")
                .hasMessageContaining("it names no server, and fs.defaultFS of the Hadoop configuration")
                .hasMessageContaining("'[' is not closed within one folder name");
    }

    @Test
    void keysOfHadoopAreUsedAndSecretsAmongThemRefused() throws IOException {
        read("""
                job: nightly-profiles
                policy: policy
                warehouse: warehouse
                hadoop:
                  fs.s3a.bucket.shop.endpoint.region: eu-central-1
                  fs.s3a.encryption.key: "arn:aws:kms:eu"
                  fs.azure.sas.token.provider.type: com.shop.SasTokens
                  fs.azure.account.oauth2.refresh.token.endpoint: "https://login/token"
                """);

        assertThat(HadoopKeys.named()).containsEntry("fs.s3a.bucket.shop.endpoint.region", "eu-central-1");
        assertThatThrownBy(() -> read("""
                job: nightly-profiles
                policy: policy
                warehouse: warehouse
                hadoop:
                  fs.s3a.secret.key: abc
                  fs.s3a.bucket.shop.access.key: abc
                  fs.azure.account.key.shop.dfs.core.windows.net: abc
                  fs.azure.sas.container.shop.blob.core.windows.net: abc
                  javax.jdo.option.ConnectionPassword: abc
                  fs.s3a.proxy.host: "http://me:abc@proxy:3128"
                  fs.s3a.bucket.shop.endpoint.region: us-east-1
                """))
                .hasMessageContaining("Unsupported key hadoop.fs.s3a.secret.key: job files hold no secrets; keep it in")
                .hasMessageContaining("Unsupported key hadoop.fs.s3a.bucket.shop.access.key")
                .hasMessageContaining("Unsupported key hadoop.fs.azure.account.key.shop.dfs.core.windows.net")
                .hasMessageContaining("Unsupported key hadoop.fs.azure.sas.container.shop.blob.core.windows.net")
                .hasMessageContaining("Unsupported key hadoop.javax.jdo.option.ConnectionPassword")
                .hasMessageContaining("Unsupported key hadoop.fs.s3a.proxy.host")
                .hasMessageContaining(
                        "another job of this process gives fs.s3a.bucket.shop.endpoint.region another value");
    }

    @Test
    void mapsEveryKey() throws IOException {
        JobFile job = read("""
                job: weekly
                schedule: { cron: "0 30 23 * * SUN", zone: Europe/Berlin, business-date: today }
                zone: Europe/Vienna
                policy: /etc/crumbless/policy/
                warehouse: hdfs://namenode:8020/warehouse/
                keep-snapshots: 7
                guards: { profiles-may-shrink-by: 0.5, refusals-may-reach: 1 }
                limits:
                  malformed-may-reach: 0.001
                  withdrawals-within: P7D
                  unpacked-may-reach: { times: 50, gibibytes: 2.5 }
                access: { reason: required }
                report: { language: de }
                control:
                  folder: state
                  url: "jdbc:postgresql://db/crumbless"
                  user: crumbless
                  password-file: secrets/password
                anchor: { file: kept/anchor.ndjson, command: [keep, --line] }
                spill: /var/spill
                legacy:
                  memberships:
                    - name: dmp
                      path: legacy/{date}/*.parquet
                      columns: { cookie-id: visitor, segment: segment_id }
                  links:
                    - name: logins
                      path: legacy/logins.csv
                      columns: { cookie-id: cookie, subject-id: customer, method: how }
                  opt-outs:
                    - name: opt-outs
                      path: legacy/opt-outs.csv
                      columns: { cookie-id: cookie }
                declarations:
                  - name: store
                    path: declarations/store-{date}.csv
                    delivers: increment
                    zone: Europe/Berlin
                erasures:
                  - name: erasure-requests
                    path: erasures.csv
                """);

        assertThat(job.schedule())
                .contains(new Schedule("0 30 23 * * SUN", ZoneId.of("Europe/Berlin"), BusinessDate.TODAY));
        assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(job.policy()).isEqualTo(Path.of("/etc/crumbless/policy"));
        assertThat(job.warehouse()).isEqualTo(Location.of("hdfs://namenode:8020/warehouse"));
        assertThat(job.keepSnapshots()).isEqualTo(7);
        assertThat(job.guards()).isEqualTo(new Guards(0.5, 1.0));
        assertThat(job.limits()).isEqualTo(new Limits(0.001, Period.ofDays(7), new UnpackLimits(50, 2.5)));
        assertThat(job.access())
                .isEqualTo(new AccessSettings(AccessSettings.Reason.REQUIRED, AccessSettings.FourEyes.OPTIONAL));
        assertThat(job.report()).isEqualTo(new ReportSettings("de"));
        assertThat(job.control())
                .isEqualTo(new ControlSettings(
                        folder.resolve("state"),
                        Optional.of("jdbc:postgresql://db/crumbless"),
                        Optional.of("crumbless"),
                        Optional.of(folder.resolve("secrets/password"))));
        assertThat(job.anchor())
                .isEqualTo(new AnchorSettings(
                        Optional.of(Location.of(folder.resolve("kept/anchor.ndjson"))), List.of("keep", "--line")));
        assertThat(job.spill().toString()).matches("/var/spill/crumbless-weekly-[0-9a-f]{8}");
        assertThat(job.legacy().files())
                .extracting(LegacyFiles::path)
                .containsExactly(
                        folder + "/legacy/{date}/*.parquet",
                        folder + "/legacy/logins.csv",
                        folder + "/legacy/opt-outs.csv");
        assertThat(job.declarations()).extracting(DeclarationSource::name).containsExactly("store");
        assertThat(job.declarations().get(0).place())
                .isInstanceOfSatisfying(DeliveryPlace.Files.class, files -> assertThat(files.path())
                        .isEqualTo(Location.of(folder.resolve("declarations/store-{date}.csv"))));
        assertThat(job.erasures()).extracting(ErasureSource::name).containsExactly("erasure-requests");
    }

    @Test
    void wantsANameOfItsOwnForEverySource() {
        assertThatThrownBy(() -> read("""
                        job: nightly
                        policy: policy
                        warehouse: warehouse
                        legacy:
                          links:
                            - name: store
                              path: logins.csv
                              columns: { cookie-id: cookie, subject-id: customer, method: how }
                        declarations:
                          - { name: store, path: "store-{date}.csv" }
                        """))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("job.yaml:10: Invalid name 'store' in declarations: another source has it");
    }

    @Test
    void takesTheZoneOfTheSchedule() throws IOException {
        JobFile job = read("""
                job: nightly
                schedule: { cron: "0 30 2 * * *", zone: Europe/Berlin }
                policy: policy
                warehouse: warehouse
                """);

        assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(job.schedule().orElseThrow().businessDate()).isEqualTo(BusinessDate.YESTERDAY);
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() -> read("""
                        job: Nightly Profiles
                        shedule: { cron: "0 30 2 * * *", zone: Europe/Berlin }
                        polcy: policy
                        warehouse: warehouse
                        keep-snapshots: 0
                        """))
                .isInstanceOfSatisfying(ProblemsException.class, e -> assertThat(e.problems())
                        .extracting(Object::toString)
                        .containsExactly(
                                "job.yaml:1: Invalid job 'Nightly Profiles': use lower-case letters, digits and dashes,"
                                        + " 63 at most",
                                "job.yaml:1: Missing key 'policy'",
                                "job.yaml:2: Unknown key 'shedule': did you mean 'schedule'?",
                                "job.yaml:3: Unknown key 'polcy': did you mean 'policy'?",
                                "job.yaml:5: keep-snapshots must be 1 or more but was 0"))
                .hasMessageStartingWith("Cannot use job file " + folder.resolve("job.yaml") + ": 5 problems");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: { cron: '30 2 * * *', zone: UTC } | Cron expression must consist of 6 fields",
                "schedule: { cron: '0 0 25 * * *', zone: UTC } | '0 0 25 * * *'",
                "schedule: { cron: '0 0 2 * * *', zone: Europe/Berln } | Europe/Berln",
                "schedule: { cron: '0 0 2 * * *', zone: '+01:00' } | an offset knows no daylight saving",
                "schedule: { cron: '0 0 2 * * *', zone: UTC, business-date: tomorrow } | known are yesterday, today",
                "schedule: { zone: UTC } | Missing key 'cron' in schedule",
                "guards: { profiles-may-shrink-by: 1.1 } | guards.profiles-may-shrink-by must be between 0.0 and 1.0",
                "guards: { refusals-may-reach: -0.1 } | guards.refusals-may-reach must be between 0.0 and 1.0",
                "guards: { refusal-may-reach: 0.1 } | did you mean 'refusals-may-reach'?",
                "limits: { withdrawals-within: P0D } | limits.withdrawals-within",
                "limits: { unpacked-may-reach: { times: 0.5 } } | limits.unpacked-may-reach.times must be 1 or more",
                "limits: { unpacked-may-reach: { gibibytes: 0 } } | limits.unpacked-may-reach.gibibytes must be more than 0",
                "limits: { malformed-may-reach: 2 } | limits.malformed-may-reach must be between 0.0 and 1.0",
                "keep-snapshots: -1 | keep-snapshots must be 1 or more but was -1",
                "zone: Berlin | Invalid zone 'Berlin'",
                "spill: 'hdfs://n/spill' | Unsupported spill: it must be a local folder",
                "control: { url: 'jdbc:mysql://db/c' } | Unsupported control.url",
                "control: { url: 'jdbc:postgresql://db/c?socketFactory=a.B' } | Unsupported control.url: its parameter 'socketFactory'",
                "control: { url: 'jdbc:postgresql://c:secret@db/c' } | Invalid control.url: it holds a password; keep it in a file",
                "control: { url: 'jdbc:postgresql://db/c?password=secret' } | Invalid control.url: it holds a password; keep it in a file",
                "permissions: { files: '0644' } | Invalid permissions.files '0644': it lets everybody on the machine in",
                "permissions: { folders: '0755' } | Invalid permissions.folders '0755': it lets everybody on the machine in",
                "permissions: { files: '0440' } | Invalid permissions.files '0440': it must be between",
                "permissions: { files: '0750' } | Invalid permissions.files '0750': it must be between",
                "permissions: { folders: '2750' } | Invalid permissions.folders '2750': write three octal digits",
                "permissions: { files: rw } | Invalid permissions.files 'rw': write three octal digits",
                "control: { folder: 'c;INIT=select 1' } | Unsupported control.folder",
                "control: { user: crumbless } | Invalid control.user",
                "anchor: { } | Missing anchor.file or anchor.command",
                "anchor: { file: 'hdfs://n/anchor' } | Unsupported anchor.file: it must be a local file",
                "anchor: { fyle: a } | did you mean 'file'?",
                "control: { folder: 'hdfs://n/control' } | Unsupported control.folder: it must be a local folder",
            })
    void refusesWhatIsOutOfBounds(String line, String expected) {
        assertThatThrownBy(() -> read("job: nightly\npolicy: policy\nwarehouse: warehouse\n" + line + "\n"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("job.yaml:4: ")
                .hasMessageContaining(expected);
    }

    @Test
    void wantsLocalFoldersNamedForAWarehouseElsewhere() {
        assertThatThrownBy(() -> read("job: nightly\npolicy: policy\nwarehouse: hdfs://namenode/warehouse\n"))
                .isInstanceOfSatisfying(ProblemsException.class, e -> assertThat(e.problems())
                        .extracting(problem -> problem.message())
                        .containsExactlyInAnyOrderElementsOf(List.of(
                                "Missing control.folder: the warehouse is not on a local disk; name a local folder",
                                "Missing spill: the warehouse is not on a local disk; name a local folder")));
    }

    @Test
    void saysThatTheFileIsNotThere() {
        assertThatThrownBy(() -> JobFile.read(folder.resolve("missing.yaml")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("missing.yaml: it does not exist");
    }

    private JobFile read(String yaml) throws IOException {
        return JobFile.read(Files.writeString(folder.resolve("job.yaml"), yaml));
    }

    @Test
    void namesWhoAnswersAndWhatWasDone() throws IOException {
        JobFile job = read("""
                job: nightly-profiles
                policy: policy
                warehouse: ../warehouse
                activations:
                  - name: sent
                    path: sent-{date}.csv
                    columns: { action: what }
                    zone: Europe/Berlin
                controller:
                  name: Shop Ltd
                  contact: privacy@shop.example
                  stored-in: DE
                  recipients: [Post]
                  transfers: [{ to: US, safeguard: clauses }]
                  automated-decisions: [Credit below a score]
                """);

        assertThat(job.controller())
                .contains(new Controller(
                        "Shop Ltd",
                        "privacy@shop.example",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("DE"),
                        Optional.of(List.of("Post")),
                        Optional.of(List.of(new Controller.Transfer("US", "clauses"))),
                        Optional.of(List.of("Credit below a score"))));
        assertThat(job.activations()).hasSize(1);
        assertThat(job.activations().get(0).name()).isEqualTo("sent");
        assertThat(job.activations().get(0).path()).isEqualTo(Location.of(folder.resolve("sent-{date}.csv")));
    }

    @Test
    void anEmptyListOfTheControllerIsNotTheSameAsNone() throws IOException {
        JobFile job = read("""
                job: nightly-profiles
                policy: policy
                warehouse: ../warehouse
                controller:
                  name: Shop Ltd
                  contact: privacy@shop.example
                  recipients: []
                """);

        assertThat(job.controller().orElseThrow().recipients()).contains(List.of());
        assertThat(job.controller().orElseThrow().transfers()).isEmpty();
        assertThat(job.controller().orElseThrow().automatedDecisions()).isEmpty();
    }

    @Test
    void keepsNothingUnlessItSaysSo() throws IOException {
        String text = "job: nightly-profiles\npolicy: policy\nwarehouse: ../warehouse\n";
        assertThat(read(text).reuse()).isEqualTo(ReuseSettings.NONE);
        String spill = text + "spill: ../scratch\n";
        assertThat(read(spill + "reuse: { keep: 20g }\n").reuse().keepBytes()).hasValue(20L << 30);
        assertThat(read(spill + "reuse: { keep: 500MB }\n").reuse().keepBytes()).hasValue(500L << 20);
        assertThat(read(spill + "reuse: { keep: 1t }\n").settingsVersion())
                .isEqualTo(read(text).settingsVersion());
    }

    @Test
    void refusesToKeepWithoutABoundOrInTheWarehouse() {
        String text = "job: nightly-profiles\npolicy: policy\nwarehouse: ../warehouse\n";
        assertThatThrownBy(() -> read(text + "reuse: { keep: 20g }\n"))
                .hasMessageContaining("Missing spill outside of the warehouse");
        assertThatThrownBy(() -> read(text + "spill: ../scratch\nreuse: { keep: 0g }\n"))
                .hasMessageContaining("expected a whole number and m, g or t, such as 20g");
        assertThatThrownBy(() -> read(text + "spill: ../scratch\nreuse: {}\n")).hasMessageContaining("keep");
    }

    @Test
    void refusesAControllerWithoutContact() {
        assertThatThrownBy(() -> read("""
                        job: nightly-profiles
                        policy: policy
                        warehouse: ../warehouse
                        controller: { name: Shop Ltd, phone: "1" }
                        """)).hasMessageContaining("contact").hasMessageContaining("phone");
    }
}
