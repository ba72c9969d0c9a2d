package io.crumbless.answers.retire;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.retire.Certificate.DestroyedFile;
import io.crumbless.answers.retire.Certificate.Source;
import io.crumbless.answers.wording.Sentences;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A certificate of destruction certifies what was destroyed, all of it, and nothing else. */
@Tag("unit")
class DestructionCertificateDocumentTest {
    private static final DestroyedFile FIRST = new DestroyedFile("/legacy/a.csv", 1_234, "a".repeat(64));
    private static final DestroyedFile SECOND = new DestroyedFile("/legacy/b.csv", 766, "b".repeat(64));
    private static final DestroyedFile TAKEN = new DestroyedFile("/legacy/taken.csv", 5_000, "c".repeat(64));

    private static Certificate certificate(@Nullable String endedAt, @Nullable String reason, Source... sources) {
        return new Certificate(
                "retire-1",
                "nightly",
                "2026-11-23T08:00:00Z",
                endedAt,
                "legal",
                reason,
                "p".repeat(64),
                "2026-11-22-aaaaaaaaaaaa",
                30,
                List.of(sources));
    }

    private static Source source(List<DestroyedFile> files, List<DestroyedFile> missing) {
        Need need = new Need("dmp", Need.Kind.MEMBERSHIPS, Need.Reason.SUNSET_PASSED, List.of("2026-10-31"));
        return new Source(need, "legacy/*.csv", files, missing);
    }

    private static String told(Certificate certificate, String language) {
        return PlainText.of(DestructionCertificateDocument.of(
                        certificate, new Sentences(language), ZoneId.of("Europe/Berlin")))
                .replaceAll("\\s+", " ");
    }

    @Test
    void namesEveryFileThatWasDestroyed() {
        Certificate certificate =
                certificate("2026-11-23T08:01:00Z", "project 7", source(List.of(FIRST, SECOND), List.of()));

        assertThat(told(certificate, "en"))
                .startsWith("Certificate of destruction: dmp The files listed below were destroyed.")
                .contains("Certificate retire-1", "Job nightly", "By legal", "Why project 7")
                .contains("Begun 23 November 2026 at 09:00 (Europe/Berlin)")
                .contains("Ended 23 November 2026 at 09:01 (Europe/Berlin)")
                .contains("Policy " + "p".repeat(64), "Last night 2026-11-22-aaaaaaaaaaaa")
                .contains("Files: 2. Bytes: 2,000.")
                .contains("dmp: Memberships and attributes from cookies", "Path legacy/*.csv")
                .contains("Not needed The last day on which its values counted has passed: 31 October 2026.")
                .contains("/legacy/a.csv 1,234 aaaaaaaaaaaa", "/legacy/b.csv 766 bbbbbbbbbbbb")
                .contains("Copies elsewhere", "Signature")
                .doesNotContain("not there any more", "not ended", "No file");
        assertThat(HtmlPage.of(DestructionCertificateDocument.of(
                        certificate, new Sentences("en"), ZoneId.of("Europe/Berlin"))))
                .contains(FIRST.sha256(), SECOND.sha256());
    }

    @Test
    void doesNotCertifyWhatSomebodyTookAway() {
        Certificate certificate = certificate("2026-11-23T08:01:00Z", null, source(List.of(FIRST), List.of(TAKEN)));

        String text = told(certificate, "en");
        assertThat(text)
                .contains("One file that was listed for destruction no longer existed", "Files: 1. Bytes: 1,234.")
                .doesNotContain("Why");
        assertThat(text.indexOf("/legacy/a.csv")).isPositive().isLessThan(text.indexOf("does not know where they are"));
        assertThat(text.indexOf("/legacy/taken.csv")).isGreaterThan(text.indexOf("does not know where they are"));
        assertThat(told(certificate, "de"))
                .contains("Ihre Vernichtung wird nicht bescheinigt", "Nicht von diesem Programm vernichtet");
        assertThat(told(certificate("2026-11-23T08:01:00Z", null, source(List.of(), List.of(TAKEN, SECOND))), "en"))
                .contains("no longer existed when their turn came: 2.", "No file of it was destroyed.")
                .contains("Files: 0. Bytes: 0.")
                .startsWith(
                        "Certificate of destruction: dmp No file was destroyed. The sources named below are retired")
                .doesNotContain("There was no file.", "The files listed below were destroyed");
    }

    @Test
    void saysWhereNothingLayAndWhereItHasNotEnded() {
        assertThat(told(certificate("2026-11-23T08:01:00Z", null, source(List.of(), List.of())), "en"))
                .contains("There was no file.", "No file was destroyed.")
                .doesNotContain("No file of it was destroyed.", "The files listed below were destroyed");
        assertThat(told(certificate(null, null, source(List.of(FIRST), List.of())), "en"))
                .contains("The destruction was begun and is not complete.")
                .doesNotContain("were destroyed. They held", "Ended");
    }
}
