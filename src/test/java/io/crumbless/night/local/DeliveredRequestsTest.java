package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: what sources ask for is in the register once, and counts tonight; what cannot be understood stops the night. */
@Tag("night")
class DeliveredRequestsTest {
    private static final String HEADER = "customer,kind,requested_at,reference,purposes,jurisdiction\n";
    private static final String RESTRICTION = "c-1,restriction,2026-11-20T10:00:00Z,case 5,,DE\n";
    private static final String OPEN_DSR = """
            {"regulation": "gdpr", "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
             "subject_request_type": "%s", "submitted_time": "2026-11-20T15:00:00Z", "api_version": "2.0",
             "subject_identities": [{"identity_type": "controller_customer_id", "identity_value": "%s",
               "identity_format": "raw"}]}
            """;

    @TempDir
    Path folder;

    private TestingJob job;

    @BeforeEach
    void sources() throws IOException {
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        TestingJob.declares(
                                "d1", "C-1", "preferred_channel", "post", "personal_offers", "2026-11-10T10:00:00Z"),
                        TestingJob.declares(
                                "d2", "C-2", "preferred_channel", "post", "personal_offers", "2026-11-10T10:00:00Z"));
        job.write("job.yaml", Files.readString(folder.resolve("job.yaml")) + """
                requests:
                  - name: portal
                    path: portal/*.csv
                    columns: { subject-id: customer }
                  - name: partners
                    opendsr: opendsr/*.json
                """);
    }

    private List<PrivacyRequest> register() {
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            return control.requests().all();
        }
    }

    @Test
    void aDeliveredRestrictionCountsTonightAndIsEnteredOnce() {
        job.write("portal/1.csv", HEADER + RESTRICTION);
        assertThat(job.run().notices()).contains("1 request of 1 request delivered is new in the register");
        job.write("portal/2.csv", HEADER + RESTRICTION);
        job.run(NIGHT.plusDays(1));

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
        assertThat(register()).singleElement().satisfies(request -> {
            assertThat(request.kind()).isEqualTo(RequestKind.RESTRICTION);
            assertThat(request.source()).contains("portal");
            assertThat(request.reference()).contains("case 5");
            assertThat(request.place()).contains("DE");
            assertThat(request.receivedOn()).isEqualTo("2026-11-20");
            assertThat(request.enteredBy()).isEqualTo("source portal");
            assertThat(request.status()).isEqualTo(RequestStatus.CARRIED_OUT);
        });
    }

    @Test
    void anErasureOfOpenDsrWaitsForTwoPeople() {
        job.write("opendsr/1.json", OPEN_DSR.formatted("erasure", "C-1"));
        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-1", "C-2");
        assertThat(register()).singleElement().satisfies(request -> {
            assertThat(request.kind()).isEqualTo(RequestKind.ERASURE);
            assertThat(request.status()).isEqualTo(RequestStatus.OPEN);
            assertThat(request.reference()).isEqualTo(Optional.of("a7551968-d5d6-44b2-9831-815ac9017798"));
            assertThat(request.history().get(1).text()).contains("controller_customer_id, raw", "signature");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C-1,delete it,2026-11-20T10:00:00Z,,,",
                "C-1,restriction,yesterday,,,",
                ",restriction,2026-11-20T10:00:00Z,,,",
                "C-1,objection,2026-11-20T10:00:00Z,,,",
                "C-1,access,2026-11-20T10:00:00Z,,insight,",
                "C-1,access,2026-11-20T10:00:00Z,,,Germany",
                "C-1,restriction",
            })
    void whatCannotBeUnderstoodStopsTheNight(String line) {
        job.write("portal/1.csv", HEADER + RESTRICTION + line + "\n");

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("portal/1.csv:3")
                .hasMessageNotContaining("yesterday")
                .satisfies(failure -> assertThat(((Failure) failure).category()).isEqualTo(ErrorCategory.INPUT));
        assertThat(register()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"subject_request_type\": \"erasure\"}", ""})
    void anOpenDsrFileThatCannotBeUnderstoodStopsTheNight(String text) {
        job.write("opendsr/1.json", text);

        assertThatThrownBy(job::run).hasMessageStartingWith("Cannot read the OpenDSR request");
        assertThat(register()).isEmpty();
    }

    @Test
    void aFileThatWasCutShortStopsTheNight() {
        job.write("portal/1.csv", "");

        assertThatThrownBy(job::run).hasMessageContaining("the file is empty, so it may have been truncated");
    }

    @Test
    void whatIsAskedLaterWaits() {
        job.write("portal/1.csv", HEADER + "C-1,restriction,2199-01-01T00:00:00Z,,,\n");

        assertThat(job.run().notices())
                .contains(
                        "1 request of requests 'portal' is dated later than today, and waits until then; check the clock and"
                                + " the time zone of the source");
        assertThat(register()).isEmpty();
    }

    /** A day without a time counts at its end, which is still to come. */
    @Test
    void whatIsAskedTodayCountsToday() throws IOException {
        String yaml = Files.readString(folder.resolve("job.yaml"));
        job.write("job.yaml", yaml.replace("path: portal/*.csv", "path: portal/*.csv\n    zone: Europe/Berlin"));
        job.write("portal/1.csv", HEADER + "C-1,restriction," + LocalDate.now(ZoneId.of("Europe/Berlin")) + ",,,\n");
        job.run();

        assertThat(register()).hasSize(1);
        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
    }

    @Test
    void blankRowsOfASpreadsheetAskForNothing() {
        job.write("portal/1.csv", HEADER + RESTRICTION + ",,,,,\n , ,\"\",,,\n");

        assertThat(job.run().notices())
                .contains(
                        "2 records of requests 'portal' (portal/1.csv) are blank, as a spreadsheet leaves rows behind, and ask for"
                                + " nothing; check that nothing was lost from them");
        assertThat(register()).hasSize(1);
    }

    @Test
    void blankRowsAloneStopTheNight() {
        job.write("portal/1.csv", HEADER + ",,,,,\n");

        assertThatThrownBy(job::run).hasMessageContaining("every record is blank");
    }
}
