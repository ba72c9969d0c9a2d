package io.crumbless.tools.bench;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.tools.generate.GenerateSettings;
import io.crumbless.tools.generate.Generation;
import io.crumbless.tools.generate.Scale;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A shop with some published nights, on which benchmarks of finished snapshots run. It is generated once, and reused
 * while its folder exists.
 */
final class Shop {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);

    /** Few, since little is published of legacy values; the size of the warehouse depends on statements. */
    private static final double LINKS_PER_PERSON = 1.2;

    private static final long STATEMENTS_PER_PERSON = 2;

    private final Path folder;
    private final Path policy;
    private final ShopSettings settings;

    Shop(Path policy, ShopSettings settings) {
        this.folder = settings.work().resolve("shop-" + settings.people());
        this.policy = policy;
        this.settings = settings;
    }

    /** Generates the missing parts. */
    void make(Generation.Progress generating, Consumer<String> progress) {
        if (!Files.exists(jobFile())) {
            progress.accept("generating a shop of " + settings.people() + " people into " + folder);
            Generation.run(generated(), settings.threads(), generating);
        }
        JobPolicy.set(jobFile(), policy);
        JobFile job = job();
        int done = new Warehouse(job.warehouse()).chain().size();
        for (int night = done; night < settings.nights(); night++) {
            progress.accept("running night " + (night + 1) + " of " + settings.nights());
            new LocalNight(Clock.systemUTC(), settings.threads(), new NightReportPage())
                    .run(
                            job,
                            FIRST.plusDays(night),
                            new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), EnumSet.allOf(Guard.class)),
                            Progress.SILENT);
        }
    }

    private GenerateSettings generated() {
        long people = settings.people();
        return GenerateSettings.builder(folder, policy, FIRST, people)
                .nights(settings.nights())
                .scale(new Scale(people, people, Math.round(LINKS_PER_PERSON * people), STATEMENTS_PER_PERSON * people))
                .formats(BenchData.FORMATS)
                .existing(GenerateSettings.Existing.REPLACE)
                .build();
    }

    Path jobFile() {
        return folder.resolve("job.yaml");
    }

    JobFile job() {
        return JobFile.read(jobFile());
    }

    Warehouse warehouse() {
        return new Warehouse(job().warehouse());
    }

    /** The size of all snapshots in bytes. */
    long bytes() {
        Warehouse warehouse = warehouse();
        return warehouse.chain().stream()
                .flatMap(runId -> warehouse.manifest(runId).outputs().stream())
                .mapToLong(Manifest.Output::bytes)
                .sum();
    }

    long profiles() {
        return current().rows(Layout.PROFILES);
    }

    private Manifest current() {
        Warehouse warehouse = warehouse();
        return warehouse.manifest(warehouse.current().orElseThrow());
    }

    /** See {@link PublishedPeople#of}. */
    List<SubjectId> people(long step, int count) {
        return PublishedPeople.of(warehouse(), step, count);
    }
}
