package io.crumbless.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The policy that comes with the program is sound and covers what a baby and family shop asks. */
class ShippedPolicyTest {
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));

    @Test
    void hasTwentyOneAttributes() {
        assertThat(POLICY.attributes()).hasSize(21);
    }
}
