package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.process.Failure;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: failures of a database are reported without the driver's message, which may contain a person's value. */
@Tag("unit")
class DatabaseFaultTest {
    @ParameterizedTest
    @CsvSource({
        "08001, it cannot be reached",
        "08004, 'it rejects the connection (SQL state 08004); check user, password-file and url'",
        "28000, it refuses to let the user in",
        "S1009, add sslMode=verify-full to url",
        "42S02, it does not know the table"
    })
    void theStateSaysWhy(String state, String why) {
        Failure failure = DatabaseFault.of("crm", "open", new SQLException("secret of C-1", state));

        assertThat(failure)
                .hasMessageStartingWith("Cannot open the database of source crm: ")
                .hasMessageContaining(why);
        assertThat(failure).hasStackTraceContaining("message withheld").hasMessageNotContaining("secret");
    }
}
