package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: after one wait for a busy file, the next attempt fails at once; hours later attempts wait again. */
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

    /** Each look would wait for the file to be opened again. */
    @Test
    void aFileThatIsUsedIsKeptOpenUntilSomebodyWaitsForIt() throws SQLException {
        AtomicBoolean awaited = new AtomicBoolean();
        DataSource open = opening();
        try (SharedHold hold = new SharedHold(open, open, SharedHoldTest::none, awaited::get, now::get)) {
            hold.begin();
            now.addAndGet(Duration.ofSeconds(30).toNanos());
            // Its time stands still while nobody uses it: how long this thread is kept waiting here does not count.
            hold.end();
            hold.begin();
            awaited.set(true);
            now.addAndGet(Duration.ofMillis(50).toNanos());
            assertThat(asked).containsExactly("opened");
            hold.end();
            assertThat(asked).containsExactly("opened", "closed");
        }
    }

    /** Whoever waits may be unable to make themselves known. */
    @Test
    void aFileThatNobodyAsksForIsLetGoNowAndThen() throws SQLException {
        DataSource open = opening();
        try (SharedHold hold = new SharedHold(open, open, SharedHoldTest::none, () -> false, now::get)) {
            hold.begin();
            now.addAndGet(Duration.ofMinutes(2).toNanos());
            hold.end();
            assertThat(asked).containsExactly("opened", "closed");
        }
    }

    @Test
    void aSignCountsWhileItIsRenewed(@TempDir Path folder) throws IOException {
        WaitMarker marker = new WaitMarker(folder);
        assertThat(marker.isFresh()).isFalse();
        marker.create();
        assertThat(marker.isFresh()).isTrue();
        Files.setLastModifiedTime(
                folder.resolve("crumbless.waiting"), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(marker.isFresh()).isFalse();
        marker.create();
        assertThat(marker.isFresh()).isTrue();
        marker.delete();
        assertThat(folder).isEmptyDirectory();
    }

    /** Notes what is opened and closed. */
    private DataSource opening() {
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    asked.add("closed");
                    return null;
                });
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    asked.add("opened");
                    return connection;
                });
    }

    @Test
    void aFileThatWasBusyIsNotTakenForBusyForEver() throws SQLException {
        try (SharedHold hold =
                new SharedHold(busy("patient"), busy("impatient"), SharedHoldTest::none, () -> true, now::get)) {
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
