package io.crumbless.night.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import io.crumbless.night.run.StageGroup;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages of a group leave no thread without work, a chain keeps its order, and people see one stage after the other. */
@Tag("unit")
class StageGroupTest {
    @TempDir
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void worksOnAnotherChainWhileTheFirstLeavesAThreadFree() {
        CountDownLatch begun = new CountDownLatch(1);
        Stage first = new Noted("first", () -> await(begun), "first-1");
        Stage second = new Noted("second", () -> {}, "second-1");
        Stage beside = new Noted("beside", begun::countDown, "beside-1");

        List<RunReport.Step> steps = run(2, List.of(first, second), List.of(beside));

        assertThat(events)
                .containsSubsequence("run beside-1", "ended first-1", "run second-1")
                .containsSubsequence(
                        "started first",
                        "finished first",
                        "started second",
                        "finished second",
                        "started beside",
                        "finished beside");
        assertThat(steps).extracting(RunReport.Step::name).containsExactly("first", "second", "beside");
    }

    @Test
    void takesTheFirstChainFirstAndOfAStageTheLargestPart() {
        Stage one = new Noted("one", () -> {}, "one-10", "one-30", "one-20");
        Stage two = new Noted("two", () -> {}, "two-1");

        run(1, List.of(one), List.of(two));

        assertThat(events)
                .filteredOn(event -> event.startsWith("run "))
                .containsExactly("run one-30", "run one-20", "run one-10", "run two-1");
    }

    @Test
    void beginsNothingThatNeedsAStageWhichFailed() {
        Stage first = new Noted("first", StageGroupTest::fail, "first-1");
        Stage second = new Noted("second", () -> {}, "second-1");
        Stage beside = new Noted("beside", () -> {}, "beside-1");

        Throwable thrown = catchThrowable(() -> run(2, List.of(first, second), List.of(beside)));

        assertThat(thrown).isInstanceOf(Failure.class).hasMessage("Cannot read the links");
        assertThat(events).contains("run beside-1").doesNotContain("run second-1", "finished first");
    }

    @Test
    void continuesWithWhatIsLeftOfEachStage() {
        Stage failing = new Noted("first", StageGroupTest::fail, "first-1");
        Stage second = new Noted("second", () -> {}, "second-1");
        Stage beside = new Noted("beside", () -> {}, "beside-1");
        assertThat(catchThrowable(() -> run(2, List.of(failing, second), List.of(beside))))
                .isInstanceOf(Failure.class);
        events.clear();

        run(2, List.of(new Noted("first", () -> {}, "first-1"), second), List.of(beside));

        assertThat(events)
                .containsSubsequence("run first-1", "run second-1", "finished beside")
                .doesNotContain("run beside-1");
    }

    @Test
    void reportsTheFailureOfTheStageThatComesFirst() {
        Stage first = new Noted("first", StageGroupTest::fail, "first-1");
        Stage beside = new Noted(
                "beside",
                () -> {
                    throw new Failure(Failure.ErrorCategory.INPUT, "Cannot read the statements");
                },
                "beside-1");

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(catchThrowable(() -> run(2, List.of(first), List.of(beside))))
                    .hasMessage("Cannot read the links");
        }
    }

    private static void fail() {
        throw new Failure(Failure.ErrorCategory.INPUT, "Cannot read the links");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SafeVarargs
    private List<RunReport.Step> run(int threads, List<Stage>... chains) {
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder))) {
            return new NightJob(control.dataSource(), threads)
                    .run("night", "run", "work", List.of(new StageGroup(List.of(chains))), new Shown());
        }
    }

    private final class Shown extends TestingProgress {
        @Override
        public void stepStarted(String step) {
            events.add("started " + step);
        }

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {
            events.add("finished " + step);
        }
    }

    /** A stage whose parts end with their sizes. */
    private final class Noted implements Stage {
        private final String name;
        private final Runnable work;
        private final List<String> parts;

        Noted(String name, Runnable work, String... parts) {
            this.name = name;
            this.work = work;
            this.parts = List.of(parts);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> parts() {
            return parts;
        }

        @Override
        public long size(String part) {
            return Long.parseLong(part.substring(part.indexOf('-') + 1));
        }

        @Override
        public void run(String part) {
            events.add("run " + part);
            work.run();
            events.add("ended " + part);
        }

        @Override
        public List<Count> counts() {
            return List.of();
        }
    }
}
