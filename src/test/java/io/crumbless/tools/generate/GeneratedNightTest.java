package io.crumbless.tools.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.RunReport.BalanceLine;
import io.crumbless.process.Failure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: the job file that is written runs, and reads every row that was written, in every format and shape. */
@Tag("night")
class GeneratedNightTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"PARQUET, FILE", "CSV, FILE", "JSONL, DATABASE"})
    void everyRowIsReadAndMostAreAdmitted(Format format, Formats.PreferenceCentre centre) {
        GenerationReport generated = Generated.run(Generated.builder(folder, 400)
                .nights(2)
                .formats(new Formats(
                        EnumSet.allOf(Shape.class), Optional.of(format), format, Optional.of(format), centre)));

        RunReport first = run(Generated.DATE);

        assertThat(counted(first, "dmp", "legacy_rows")).isEqualTo(rows(generated, "legacy/dmp/" + Generated.DATE));
        assertThat(counted(first, "onsite", "legacy_rows"))
                .isEqualTo(rows(generated, "legacy/onsite/" + Generated.DATE));
        assertThat(counted(first, "crm", "legacy_rows")).isEqualTo(rows(generated, "legacy/crm-accounts"));
        assertThat(counted(first, "crm-forms", "legacy_rows")).isEqualTo(rows(generated, "legacy/crm-form-fields"));
        assertThat(counted(first, "logins", "links")).isEqualTo(rows(generated, "legacy/logins"));
        assertThat(counted(first, "opt-outs", "opt_outs")).isEqualTo(rows(generated, "legacy/opt-outs"));
        assertThat(counted(first, "preference-centre", "statements"))
                .isEqualTo(rows(generated, "declarations/preference-centre"));
        assertThat(counted(first, "store", "statements"))
                .isEqualTo(rows(generated, "declarations/store-" + Generated.DATE));
        assertThat(counted(first, "call-centre", "statements"))
                .isEqualTo(rows(generated, "declarations/call-centre-" + Generated.DATE));
        assertThat(counted(first, "survey", "statements"))
                .isEqualTo(rows(generated, "declarations/survey-" + Generated.DATE));
        assertThat(refusedShare(first)).isBetween(0.03, 0.12);
        assertThat(first.profiles()).isBetween(150L, 400L);
    }

    @Test
    void aLaterNightBringsWhatIsNew() {
        GenerationReport generated =
                Generated.run(Generated.builder(folder, 400).nights(2));
        run(Generated.DATE);

        RunReport second = run(Generated.DATE.plusDays(1));

        assertThat(counted(second, "store", "statements"))
                .isEqualTo(rows(generated, "declarations/store-" + Generated.DATE.plusDays(1)))
                .isPositive();
    }

    @Test
    void anUnreadableWithdrawalStopsTheRunIfAskedFor() {
        Generated.run(Generated.builder(folder, 20).manners(new Behaviour(0, 0.04, 0.01, 0, 1, 0, 0)));

        assertThatThrownBy(() -> run(Generated.DATE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may be a withdrawal");
    }

    private RunReport run(LocalDate night) {
        JobFile job = JobFile.read(folder.resolve("job.yaml"));
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, night, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private static long rows(GenerationReport report, String start) {
        return report.files().stream()
                .filter(file -> file.path().startsWith(start))
                .mapToLong(GenerationReport.File::rows)
                .sum();
    }

    private static long counted(RunReport report, String source, String unit) {
        return report.balance().stream()
                .filter(line -> line.source().equals(source) && line.unit().equals(unit))
                .mapToLong(BalanceLine::counted)
                .sum();
    }

    private static double refusedShare(RunReport report) {
        long statements = 0;
        long refused = 0;
        for (BalanceLine line : report.balance()) {
            if (line.unit().equals("statements")) {
                statements += line.counted();
                refused += line.bins().entrySet().stream()
                        .filter(bin -> bin.getKey().startsWith("refused:"))
                        .mapToLong(bin -> bin.getValue())
                        .sum();
            }
        }
        return (double) refused / statements;
    }
}
