package io.crumbless.night.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the senders logged of a person is found, in the format they log in, and what cannot be read is counted. */
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
