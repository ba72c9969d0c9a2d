package io.crumbless.console.page;

import io.crumbless.night.job.ConsoleRole;
import java.util.Set;

/** One page of the console, or the target of one form. Must be thread-safe. */
public interface Page {
    Method method();

    /**
     * Its path, such as {@code /requests/{id}/approve}. Path variables are in braces; their values consist of letters,
     * digits, - and _, at most 64. They must not be ids of people.
     */
    String path();

    Area area();

    /** Roles, any of which suffices. */
    Set<ConsoleRole> roles();

    /**
     * Answers.
     *
     * @throws io.crumbless.process.Failure whose message the user may read; other exceptions are not shown
     */
    Reply answer(Request request);
}
