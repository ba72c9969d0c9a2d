package io.crumbless.night.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.Stage;
import io.crumbless.night.run.StageGroup;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@Tag("slow")
class NightJobTest {
    @TempDir
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsGoOfEveryStageWhenItIsDoneAndWhenNoPartRunsAnyMore(boolean failing) {
        Throwable thrown = catchThrowable(() -> run(new Noted("a", failing), new Noted("b", false)));

        assertThat(thrown != null).isEqualTo(failing);
        assertThat(events)
                .containsExactlyElementsOf(
                        failing
                                ? List.of("run a", "release a", "release b")
                                : List.of("run a", "release a", "run b", "release b", "release a", "release b"));
    }

    @Test
    void reportsWhyAPartFailed() {
        Throwable thrown = catchThrowable(() -> run(new Noted("a", true)));

        assertThat(thrown).isInstanceOf(Failure.class).hasMessage("Cannot read the delivery");
    }

    /** Parts that were not begun have the status STARTING; the framework mistakes them for those of another process. */
    @Test
    void goesOnAfterAStop() {
        Thread night = Thread.currentThread();
        Stage stopping = new Noted("a", false) {
            @Override
            public List<String> parts() {
                return List.of("one", "two", "three", "four");
            }

            @Override
            public void run(String part) throws InterruptedException {
                night.interrupt();
                TimeUnit.MINUTES.sleep(10);
            }
        };
        assertThat(catchThrowable(() -> run(stopping))).isInstanceOf(Stopped.class);
        // Two parts asked for it, and one was heard.
        Thread.interrupted();

        run(new Noted("a", false), new Noted("b", false));

        assertThat(events).contains("run a", "run b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STARTING', END_TIME = NULL",
                "UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL",
                "UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STOPPING', END_TIME = NULL",
                "UPDATE BATCH_STEP_EXECUTION SET STATUS = 'UNKNOWN'",
                "UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STARTED' WHERE STEP_NAME LIKE '%part%'",
                "UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL",
                "UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STOPPING', END_TIME = NULL",
                "UPDATE BATCH_JOB_EXECUTION SET STATUS = 'UNKNOWN'",
                "UPDATE BATCH_JOB_EXECUTION SET STATUS = 'COMPLETED'",
            })
    void goesOnWhateverAnAttemptLeftInTheRepository(String left) throws SQLException {
        assertThat(catchThrowable(() -> run(new Noted("a", true), new Noted("b", false))))
                .isInstanceOf(Failure.class);
        execute(left);

        run(new Noted("a", false), new Noted("b", false));

        assertThat(events).contains("run b");
    }

    /** Killed between the two writes with which the framework begins. */
    @Test
    void goesOnAfterAKillBeforeTheFirstAttemptIsRecorded() throws SQLException {
        assertThat(catchThrowable(() -> run(new Noted("a", true)))).isInstanceOf(Failure.class);
        for (String table : List.of(
                "BATCH_STEP_EXECUTION_CONTEXT",
                "BATCH_STEP_EXECUTION",
                "BATCH_JOB_EXECUTION_CONTEXT",
                "BATCH_JOB_EXECUTION_PARAMS",
                "BATCH_JOB_EXECUTION")) {
            execute("DELETE FROM " + table);
        }

        run(new Noted("a", false), new Noted("b", false));

        assertThat(events).contains("run b");
    }

    private void execute(String statement) throws SQLException {
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder));
                Connection connection = control.dataSource().getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isPositive();
        }
    }

    private void run(Stage... stages) {
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder))) {
            new NightJob(control.dataSource(), 2)
                    .run(
                            "night",
                            "run",
                            "work",
                            Stream.of(stages).map(StageGroup::of).toList(),
                            Progress.SILENT);
        }
    }

    /** A stage of one part. */
    private class Noted implements Stage {
        private final String name;
        private final boolean failing;

        Noted(String name, boolean failing) {
            this.name = name;
            this.failing = failing;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> parts() {
            return List.of("one");
        }

        @Override
        public void run(String part) throws Exception {
            events.add("run " + name);
            if (failing) {
                throw new Failure(Failure.ErrorCategory.INPUT, "Cannot read the delivery");
            }
        }

        @Override
        public List<Count> counts() {
            return List.of();
        }

        @Override
        public void release() {
            events.add("release " + name);
        }
    }
}
