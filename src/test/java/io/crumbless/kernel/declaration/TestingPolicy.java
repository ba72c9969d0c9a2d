package io.crumbless.kernel.declaration;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** A small policy with every attribute type, in {@code src/test/resources}. */
public final class TestingPolicy {
    /** Read once; policies are immutable. */
    public static final Policy POLICY = read();

    private TestingPolicy() {}

    private static Policy read() {
        try {
            return PolicyFolder.read(Path.of(Objects.requireNonNull(TestingPolicy.class.getResource("policy"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
