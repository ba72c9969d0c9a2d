package io.crumbless.run.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.ControlSettings;
import io.crumbless.profile.Failure;
import io.crumbless.run.Count;
import io.crumbless.run.Progress;
import io.crumbless.run.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NightJobTest {
    @TempDir
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsGoOfEveryStageWhenNoPartRunsAnyMore(boolean failing) {
        Throwable thrown = catchThrowable(() -> run(new Noted("a", failing), new Noted("b", false)));

        assertThat(thrown != null).isEqualTo(failing);
        assertThat(events)
                .containsExactlyElementsOf(
                        failing
                                ? List.of("run a", "release a", "release b")
                                : List.of("run a", "run b", "release a", "release b"));
    }

    @Test
    void tellsWhatAPartFailedOf() {
        Throwable thrown = catchThrowable(() -> run(new Noted("a", true)));

        assertThat(thrown).isInstanceOf(Failure.class).hasMessage("Cannot read the delivery");
    }

    private void run(Stage... stages) {
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder))) {
            new NightJob(control.dataSource(), 2).run("night", "run", "work", List.of(stages), Progress.SILENT);
        }
    }

    /** A stage of one part. */
    private final class Noted implements Stage {
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
        public void run(String part) {
            events.add("run " + name);
            if (failing) {
                throw new Failure(Failure.Actor.SUPPLIER, "Cannot read the delivery");
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
