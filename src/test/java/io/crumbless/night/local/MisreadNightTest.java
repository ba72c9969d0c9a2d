package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: readable values that seem to mean something else are reported, unless the job file says that they are
 * intended.
 */
@Tag("night")
class MisreadNightTest {
    private static final String LINKS = "cookie,customer,how,linked_at\n";
    private static final String ROWS = "visitor,segment_id,ts,method\n";

    /** Two systems count each from one, and some sites call a cookie by its customer. */
    private static final String ORDINARY_LINKS = link("1", "2") + link("2", "3") + link("C-8", "C-8");

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void begin() {
        job = new TestingJob(folder);
    }

    private static String link(String cookie, String customer) {
        return cookie + "," + customer + ",login,2026-11-01T08:00:00Z\n";
    }

    private static String german(String cookie) {
        return cookie + ",form_language_de,2026-11-01T08:00:00Z,typed\n";
    }

    private static String named(String subject, String name) {
        return declares("d-" + subject, subject, "preferred_name", name, "service_messages", "2026-11-20T10:00:00Z");
    }

    private void say(String after, String line) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace(after, after + line));
    }

    private List<String> told(String part) {
        return job.run().notices().stream()
                .filter(notice -> notice.contains(part))
                .toList();
    }

    @Test
    void lettersOfAnotherEncodingAreReportedUnlessTheyAreMeant() throws IOException {
        say(
                "collected-by: method }\n",
                "    - { name: crm, path: legacy/crm.csv, shape: tall, columns: { subject-id: id, attribute: a, value: v,"
                        + " collected-by: m, assigned-at: ts } }\n");
        job.write(
                        "legacy/crm.csv",
                        "id,a,v,m,ts\nC-3,preferred_name,M\u00C3\u00BCller,account_form,2026-11-01T08:00:00Z\n"
                                + "C-4,preferred_name,M\u00FCller,account_form,2026-11-01T08:00:00Z\n")
                .declared(NIGHT, named("C-1", "M\u00C3\u00BCller"), named("C-2", "M\u00FCller"));

        assertThat(told("the wrong encoding"))
                .hasSize(2)
                .anyMatch(notice -> notice.startsWith("1 value of source 'crm' holds letters"))
                .anyMatch(notice -> notice.startsWith("1 value of source 'store' holds letters"))
                .allMatch(notice -> notice.endsWith("or set as-delivered: [garbled-letters] if this is intended"));
        say("    delivers: increment\n", "    as-delivered: [garbled-letters]\n");
        say("name: crm,", " as-delivered: [garbled-letters],");

        assertThat(told("the wrong encoding")).isEmpty();
    }

    @Test
    void urlEncodedCookiesAreReportedOrJoined() throws IOException {
        job.write("legacy/logins.csv", LINKS + link("ck+1", "C-1") + link("ck%3D2", "C-2") + ORDINARY_LINKS)
                .write("legacy/dmp.csv", ROWS + german("ck%2B1") + german("ck=2") + german("ck%2B9") + german("3"));

        assertThat(told("or set as-delivered"))
                .singleElement()
                .asString()
                .startsWith(
                        "2 cookie ids at the beginning of the files of source 'dmp' are linked only with URL encoding");
        say("warehouse: warehouse\n", "cookie-ids: { ignore: [url-encoding] }\n");

        assertThat(told("with URL encoding")).isEmpty();
        assertThat(job.query("select subject_id from $profiles order by 1")).containsExactly("C-1", "C-2");
    }

    @Test
    void linksWithSwappedColumnsAreReported() throws IOException {
        job.write("legacy/logins.csv", LINKS + link("ck-1", "C-1") + link("ck-2", "C-2") + link("C-1", "ck-3"))
                .write("legacy/dmp.csv", ROWS + german("ck-1") + german("ck-2") + german("ck-3"));

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("1 customer of the links is named as a cookie by other links"))
                .anyMatch(notice ->
                        notice.startsWith("1 id at the beginning of the files of source 'dmp' is a customer id"));
        say("linked-at: linked_at }\n", "      as-delivered: [swapped-ids]\n");
        say("collected-by: method }\n", "      as-delivered: [swapped-ids]\n");

        assertThat(told("customer")).isEmpty();
    }

    @Test
    void optOutsWithSwappedColumnsAreReported() throws IOException {
        job.write("legacy/logins.csv", LINKS + link("ck-1", "C-1") + link("ck-2", "C-2") + link("17", "18"))
                .write("legacy/optout.csv", "cookie,customer\nC-1,\n,ck-2\nck-2,C-2\nck-9,\n,C-9\n18,\n")
                .write("legacy/sale.csv", "customer\nck-1\nC-2\nC-9\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("declarations:\n", """
                  opt-outs:
                    - name: left
                      path: legacy/optout.csv
                      columns: { cookie-id: cookie, subject-id: customer }
                    - { name: sale, path: legacy/sale.csv, columns: { subject-id: customer }, scope: sale }
                declarations:
                """));

        assertThat(told("in a column of cookie ids"))
                .hasSize(2)
                .anyMatch(notice -> notice.startsWith("2 opt-outs of source 'left' name a customer"))
                .anyMatch(notice -> notice.startsWith("1 opt-out of source 'sale' names a customer"));
        say("subject-id: customer }\n", "      as-delivered: [swapped-ids]\n");

        assertThat(told("in a column of cookie ids")).singleElement().asString().contains("'sale'");
    }
}
