package io.crumbless.night.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineContract;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.Progress;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("night")
@Tag("spark")
class SparkEngineTest extends EngineContract {
    @TempDir
    private Path place;

    @Override
    protected EngineFactory engines(int threads) {
        return TestingSpark.engine();
    }

    /** Copies of deliveries, and the key by which erased people are recognised. */
    @Test
    void whatLiesBesideTheNightsIsForTheAccountAlone() {
        TestingJob job = new TestingJob(place);
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        List<String> modes = new ArrayList<>();
        Engine engine = TestingSpark.engine((work, progress) -> {
                    modes.add(mode(warehouse.staging(work.id())));
                    throw new Failure(ErrorCategory.ENVIRONMENT, "the cluster went away");
                })
                .of(place.resolve("spill"), OptionalLong.empty());

        modes.add(mode(engine.room(job.file(), place)));
        AuditPlan plan = new AuditPlan(warehouse, warehouse.snapshot("any"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> engine.audit(plan, Progress.SILENT)).hasMessage("the cluster went away");

        assertThat(modes).containsExactly("rwx------", "rwx------");
    }

    private static String mode(Location folder) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(folder.text())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
