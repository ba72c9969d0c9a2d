package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: who finds a file busy that was busy a moment ago is told so at once; hours later everybody waits their time. */
@Tag("unit")
class SharedHoldTest {
    private final List<String> asked = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();

    private DataSource busy(String name) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    asked.add(name);
                    throw new SQLException("busy");
                });
    }

    private static JdbcConnectionPool none() {
        throw new AssertionError("no session of a file that is not open");
    }

    private void ask(SharedHold hold) {
        assertThatThrownBy(hold::begin).isInstanceOf(SQLException.class).hasMessage("busy");
    }

    @Test
    void aFileThatWasBusyIsNotTakenForBusyForEver() throws SQLException {
        try (SharedHold hold = new SharedHold(busy("patient"), busy("impatient"), SharedHoldTest::none, now::get)) {
            ask(hold);
            ask(hold);
            assertThat(asked).containsExactly("patient");

            now.addAndGet(Duration.ofSeconds(2).toNanos());
            ask(hold);
            assertThat(asked).containsExactly("patient", "impatient");

            now.addAndGet(Duration.ofHours(6).toNanos());
            ask(hold);
            assertThat(asked).containsExactly("patient", "impatient", "patient");
        }
    }
}
