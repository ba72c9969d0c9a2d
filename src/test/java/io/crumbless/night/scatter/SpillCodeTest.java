package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.profile.Origin;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers in the spill stay what they are, in whatever order constants stand. Who changes one raises the format. */
@Tag("unit")
class SpillCodeTest {
    @Test
    void numbersOfThisFormatArePinned() {
        assertThat(FactCodec.RECORDS).isEqualTo(3);
        assertThat(codes(SpillCode.FATE, Fate.values()))
                .isEqualTo("IN_FORCE 1, SUPERSEDED 2, WITHDRAWN 3, EXPIRED 4, FUTURE 5, NOT_ALLOWED 6, MINOR 7,"
                        + " CORRECTED 8, CONFLICTING 9, RESTRICTED 10");
        assertThat(codes(SpillCode.ORIGIN, Origin.values()))
                .isEqualTo("DECLARED 1, PROVIDED 2, OBSERVED 3, DERIVED 4, INFERRED 5, ACQUIRED 6, UNKNOWN 7");
        assertThat(new int[] {
                    RecordKind.LOGGED,
                    RecordKind.ARRIVAL,
                    RecordKind.REMOVAL,
                    RecordKind.PROVIDED,
                    RecordKind.REFUSED,
                    RecordKind.ERASURE,
                    RecordKind.WITHDRAWER
                })
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void everyConstantComesBack() {
        assertThat(Fate.values()).allSatisfy(fate -> assertThat(SpillCode.FATE.constant(SpillCode.FATE.code(fate)))
                .isEqualTo(fate));
        assertThat(Origin.values())
                .allSatisfy(origin -> assertThat(SpillCode.ORIGIN.constant(SpillCode.ORIGIN.code(origin)))
                        .isEqualTo(origin));
    }

    @Test
    void aNumberThatStandsForNothingIsNoConstant() {
        for (long unknown : new long[] {-1, 0, 11, 1L << 32 | 1}) {
            assertThatThrownBy(() -> SpillCode.FATE.constant(unknown))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Cannot read the spill: code " + unknown + " stands for nothing");
        }
    }

    private static <E extends Enum<E>> String codes(SpillCode<E> of, E[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant + " " + of.code(constant))
                .collect(Collectors.joining(", "));
    }
}
