package io.crumbless.night.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.ActivatedIds;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entries of activation logs about a person are found in every format, and unreadable ones are counted. */
@Tag("unit")
class ActivationLogTest {
    @TempDir
    private Path folder;

    private ActivationLog log(String activations) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job, "job: test\npolicy: policy\nwarehouse: warehouse\nactivations:\n" + activations.indent(2));
        return ActivationLog.of(JobFile.read(job), new SubjectId("C-1"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }

    @Test
    void readsEveryDayTheLatestFirst() throws IOException {
        write("sent-2026-11-20.csv", """
                subject_id,activated_at,action,purpose,channel,attribute,declaration_id
                C-1,2026-11-20T10:00:00Z,Coupon,personal_offers,email,baby_due_date,d1
                C-2,2026-11-20T10:00:00Z,Coupon,personal_offers,email,baby_due_date,d2
                """);
        write("sent-2026-11-21.csv", """
                subject_id,activated_at,action
                C-1,2026-11-21T10:00:00+01:00,Letter
                """);

        ActivationLog log = log("- { name: sent, path: \"sent-{date}.csv\" }");

        assertThat(log.activations())
                .containsExactly(
                        new Activation("sent", micros("2026-11-21T09:00:00Z"), "Letter", null, null, null, null),
                        new Activation(
                                "sent",
                                micros("2026-11-20T10:00:00Z"),
                                "Coupon",
                                "personal_offers",
                                "email",
                                "baby_due_date",
                                "d1"));
        assertThat(log.unread()).isZero();
    }

    @Test
    void readsJsonLinesUnderOtherNames() throws IOException {
        write("mails.jsonl", """
                {"customer":"C-1","at":"2026-11-20 10:00:00","what":"Newsletter"}
                {"customer":"C-11","at":"2026-11-20 10:00:00","what":"Newsletter"}
                """);

        ActivationLog log = log("""
                - name: mails
                  path: mails.jsonl
                  columns: { subject-id: customer, activated-at: at, action: what }
                  zone: Europe/Berlin
                """);

        assertThat(log.activations()).extracting(Activation::atMicros).containsExactly(micros("2026-11-20T09:00:00Z"));
    }

    @Test
    void countsWhatMayBeOfThePerson() throws IOException {
        write("sent.csv", """
                subject_id,activated_at,action
                C-1,yesterday,Coupon
                C-1,2026-11-20T10:00:00Z,
                ,2026-11-20T10:00:00Z,Coupon
                C-1,2026-11-20T10:00:00Z,Coupon,and more
                C-2,yesterday,Coupon
                """);

        ActivationLog log = log("- { name: sent, path: sent.csv }");

        assertThat(log.activations()).isEmpty();
        assertThat(log.unread()).isEqualTo(4);
    }

    /**
     * For a person who is not in a file, the file is not read unless it has changed; records that may concern anybody
     * are counted anyway.
     */
    @Test
    void anIndexAnswersAsTheLogDoes() throws IOException {
        StringBuilder others = new StringBuilder("subject_id,activated_at,action\n");
        for (int i = 2; i < 3000; i++) {
            others.append("C-").append(i).append(",2026-11-20T10:00:00Z,Coupon\n");
        }
        write("sent-2026-11-20.csv", others + ",2026-11-20T10:00:00Z,Coupon\n");
        write("sent-2026-11-21.csv", "subject_id,activated_at,action\n c-1 ,2026-11-21T10:00:00Z,Letter\nC-1,,x\n");
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                "job: test\npolicy: policy\nwarehouse: warehouse\nactivations:\n"
                        + "  - { name: sent, path: \"sent-{date}.csv\" }\n");
        JobFile file = JobFile.read(job);
        ActivationIndex index = new ActivationIndex();
        for (int i = 0; i < 2; i++) {
            for (String id : List.of("C-1", "C-0001", "C-2", "C-2999", "C-3000", "nobody")) {
                SubjectId subject = new SubjectId(id);
                assertThat(index.of(file, subject)).as(id).isEqualTo(ActivationLog.of(file, subject));
            }
        }
        write("sent-2026-11-20.csv", others + "C-1,2026-11-20T10:00:00Z,Newsletter\n");
        assertThat(index.of(file, new SubjectId("C-1")).activations())
                .extracting(Activation::action)
                .containsExactly("Letter", "Newsletter");
    }

    /** How many that are not there are taken for somebody who is: one in a hundred. */
    @Test
    void anIndexOfAFileTakesFewForOthers() throws IOException {
        StringBuilder text = new StringBuilder("subject_id,activated_at,action\n");
        for (int i = 0; i < 5000; i++) {
            text.append("C-").append(i % 2500).append(",2026-11-20T10:00:00Z,Coupon\n");
        }
        write("sent.csv", text.toString());
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                "job: test\npolicy: policy\nwarehouse: warehouse\nactivations:\n  - { name: sent, path: sent.csv }\n");
        ActivationSource source = JobFile.read(job).activations().get(0);
        FileEntry file = new DatedPath(source.path()).upTo(LocalDate.MAX).get(0).file();

        ActivatedIds ids = ActivatedIds.of(source, file);

        int mistaken = 0;
        for (int i = 0; i < 2500; i++) {
            assertThat(ids.mayHold(new SubjectId("c-" + i))).isTrue();
            mistaken += ids.mayHold(new SubjectId("D-" + i)) ? 1 : 0;
        }
        assertThat(mistaken).isLessThan(75);
        assertThat(ids.bytes()).isLessThan(4000);
    }

    @Test
    void refusesALogWithoutItsColumns() throws IOException {
        write("sent.csv", "customer,activated_at,action\nC-1,2026-11-20T10:00:00Z,Coupon\n");

        assertThatThrownBy(() -> log("- { name: sent, path: sent.csv }"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("sent.csv: column 'subject_id' is missing")
                .hasMessageContaining("columns.subject-id");
    }

    @Test
    void namesNoPersonInItsText() {
        assertThat(List.of(new Activation("sent", 0, "Coupon", null, null, null, "d1"))
                        .toString())
                .isEqualTo("[(activation)]");
    }
}
