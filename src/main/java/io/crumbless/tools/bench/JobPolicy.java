package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets the policy of a generated job file. Generated data is reused by other checkouts, and the one that generated it
 * may have been deleted.
 */
final class JobPolicy {
    private static final Pattern LINE = Pattern.compile("^policy: .*$", Pattern.MULTILINE);

    private JobPolicy() {}

    /**
     * Makes a generated job file refer to this policy.
     *
     * @param folder folder of the policy
     */
    static void set(Path job, Path folder) {
        String path = folder.toAbsolutePath()
                .normalize()
                .toString()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        String line = "policy: \"" + path + '"';
        try {
            String text = Files.readString(job);
            Files.writeString(job, LINE.matcher(text).replaceFirst(Matcher.quoteReplacement(line)));
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write " + job + ": " + e.getMessage(), e);
        }
    }
}
