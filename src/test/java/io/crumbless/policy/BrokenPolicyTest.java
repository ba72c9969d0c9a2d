package io.crumbless.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokenPolicyTest {
    @Test
    void small() {
        assertThat(TestingPolicy.problems(TestingPolicy.files())).isEmpty();
    }
}
