package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which policy a generated job file names: generated data is used again by other checkouts, and the one that made it may be deleted. */
final class JobPolicy {
    private static final Pattern LINE = Pattern.compile("^policy: .*$", Pattern.MULTILINE);

    private JobPolicy() {}

    /**
     * Has a generated job file name this policy.
     *
     * @param folder of the policy
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
