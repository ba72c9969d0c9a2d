package io.crumbless.cli.terminal;

import io.crumbless.process.Failure.ErrorCategory;
import java.util.LinkedHashMap;
import java.util.Map;

/** The meaning of the exit codes; the same for every command. */
public final class ExitCodes {
    private ExitCodes() {}

    /** The exit codes and who has to act, in order. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("0", "done: published, already published, passed, shown");
        for (ErrorCategory category : ErrorCategory.values()) {
            meanings.put(String.valueOf(category.exitCode()), meaning(category));
        }
        return meanings;
    }

    private static String meaning(ErrorCategory category) {
        return switch (category) {
            case CALLER -> "the command line is wrong, or the run was asked to stop: act yourself";
            case SETTINGS -> "job file or policy are wrong: their author acts";
            case INPUT -> "input was refused, a guard held, or the books do not close: the supplier acts";
            case ENVIRONMENT -> "disk, database or file system failed: the platform team acts";
            case BUSY -> "another run holds the warehouse: try again when it has ended";
            case INTERNAL -> "a defect in Crumbless: report it, with the log file that is named";
        };
    }
}
