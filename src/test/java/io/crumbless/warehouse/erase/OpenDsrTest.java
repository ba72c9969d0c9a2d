package io.crumbless.warehouse.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.erase.OpenDsr.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a request is read in the versions that are known, answered in the same, and refused by name in any other. */
@Tag("unit")
class OpenDsrTest {
    private static byte[] request(String version) {
        return ("{ \"subject_request_id\": \"a7551968-d5d6-44b2-9831-815ac9017798\", \"subject_request_type\": \"erasure\","
                        + " \"submitted_time\": \"2026-11-22T15:00:00Z\"" + version
                        + ", \"subject_identities\": [ { \"identity_type\": \"controller_customer_id\","
                        + " \"identity_value\": \"C-1\", \"identity_format\": \"raw\" } ] }")
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "2.0"})
    void isAnsweredInTheVersionItWasAskedIn(String version) {
        OpenDsr read = OpenDsr.of(request(", \"api_version\": \"" + version + "\""), "request.json");

        assertThat(read.subjects()).containsExactly(new SubjectId("C-1"));
        assertThat(read.status("shop", Status.COMPLETED, Instant.EPOCH, 3))
                .contains("\"api_version\" : \"" + version + "\"");
    }

    @Test
    void withoutAVersionItIsTheLatest() {
        assertThat(OpenDsr.of(request(""), "request.json").apiVersion()).isEqualTo("2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1", "2.1", "3.0", ""})
    void otherVersionsAreRefusedByName(String version) {
        assertThatThrownBy(() -> OpenDsr.of(request(", \"api_version\": \"" + version + "\""), "request.json"))
                .hasMessageContaining("request.json: api_version is neither 1.0 nor 2.0");
    }
}
