package io.crumbless.cli.command;

/** Parts that a test does not need. */
final class TestingParts {
    private TestingParts() {}

    static <T> T none() {
        throw new AssertionError("not asked for in this test");
    }
}
