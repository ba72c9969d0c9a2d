package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crumbless.night.intake.Intake;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A night that needs too much memory is refused with a message before it begins, never killed in the middle. */
@Tag("unit")
class MemoryBudgetTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void neverPromisesMoreThanTheProcessHas() {
        long heap = Runtime.getRuntime().maxMemory();

        assertThat(MemoryBudget.of(OptionalLong.empty(), 2).bytes()).isEqualTo(heap);
        assertThat(MemoryBudget.of(OptionalLong.of(Long.MAX_VALUE), 2).bytes()).isEqualTo(heap);
        assertThat(MemoryBudget.of(OptionalLong.of(heap / 2), 2).bytes()).isEqualTo(heap / 2);
    }

    @Test
    void sortsInLessWhereMoreSortAtOnce() {
        assertThat(new MemoryBudget(GIB, 2).sortBytes()).isEqualTo(1 << 26);
        assertThat(new MemoryBudget(GIB, 4).sortBytes()).isEqualTo(1 << 25);
        assertThat(new MemoryBudget(1 << 20, 4).sortBytes()).isEqualTo(8 << 20);
        assertThat(new MemoryBudget(100 * GIB, 4).sortBytes()).isEqualTo(128 << 20);
    }

    @Test
    void refusesLinksThatDoNotFit() {
        MemoryBudget budget = new MemoryBudget(2 * GIB, 2);

        assertThatCode(() -> budget.requireLinks(12_000_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.requireLinks(50_000_000))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.ENVIRONMENT))
                .hasMessageContaining("Cannot hold 50,000,000 identity links")
                .hasMessageContaining("run with --memory 9g");
    }

    /** The memory recommended by the message is more than the insufficient amount, and suffices. */
    @ParameterizedTest
    @CsvSource({"1024, 5_000_000", "1024, 8_000_000", "8192, 50_000_000", "2560, 17_000_000", "16384, 200_000_000"})
    void asksForAsMuchMemoryAsIsNeeded(int givenMebibytes, String links) {
        long number = Long.parseLong(links.replace("_", ""));
        Throwable refusal = catchThrowable(() -> launchedWith(givenMebibytes).requireLinks(number));
        Matcher asked = Pattern.compile("--memory ([0-9]+)g").matcher(String.valueOf(refusal.getMessage()));

        assertThat(asked.find()).isTrue();
        int mebibytes = Integer.parseInt(asked.group(1)) * 1024;
        assertThat(mebibytes).isGreaterThan(givenMebibytes);
        assertThatCode(() -> launchedWith(mebibytes).requireLinks(number)).doesNotThrowAnyException();
    }

    /**
     * Divides memory like the launcher, and computes what Java reports with two processors: a third of the young
     * generation less.
     */
    private static MemoryBudget launchedWith(int mebibytes) {
        int heap = mebibytes - Math.max(mebibytes / 5, 256);
        return new MemoryBudget((heap - 2 * 300L / 3) << 20, 2);
    }

    @Test
    void refusesASpillTheDiskCannotHold() {
        Intake nothing = new Intake(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        assertThatCode(() -> SpillRoom.require(folder, nothing, 1_000, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SpillRoom.require(folder, nothing, Long.MAX_VALUE / 100, 0))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.ENVIRONMENT))
                .hasMessageContaining("Cannot spill to " + folder)
                .hasMessageContaining("MiB are free");
        // Existing files need not be written again.
        assertThatCode(() -> SpillRoom.require(folder, nothing, Long.MAX_VALUE / 100, Long.MAX_VALUE / 2))
                .doesNotThrowAnyException();
    }
}
