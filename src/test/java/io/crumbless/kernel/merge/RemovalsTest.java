package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.profile.Origin;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removals say how much went, and nothing from which could be inferred what. */
@Tag("unit")
class RemovalsTest {
    @Test
    void oneEntryForEachSourceAndOrigin() {
        assertThat(Removals.summed(List.of(
                        new Removal("web", Origin.INFERRED, 2),
                        new Removal("dmp", Origin.UNKNOWN, 1),
                        new Removal("dmp", Origin.INFERRED, 3),
                        new Removal("web", Origin.INFERRED, 5))))
                .containsExactly(
                        new Removal("dmp", Origin.INFERRED, 3),
                        new Removal("dmp", Origin.UNKNOWN, 1),
                        new Removal("web", Origin.INFERRED, 7));
    }

    @Test
    void holdNothingButSourceOriginAndCount() {
        assertThat(Arrays.stream(Removal.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("source", "origin", "values");
    }

    @Test
    void oneRemovalIsLeftAsItIs() {
        List<Removal> one = List.of(new Removal("web", Origin.INFERRED, 2));

        assertThat(Removals.summed(one)).isEqualTo(one);
    }
}
