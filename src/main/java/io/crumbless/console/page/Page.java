package io.crumbless.console.page;

import io.crumbless.night.job.ConsoleRole;
import java.util.Set;

/** One page of the console, or one form that is sent to it. Safe for many threads. */
public interface Page {
    Method method();

    /**
     * Where it is, such as {@code /requests/{id}/approve}. What stands in braces is filled in: letters, digits, - and _,
     * 64 at most. It must not be the id of a person.
     */
    String path();

    Area area();

    /** Any of which suffices. */
    Set<ConsoleRole> roles();

    /**
     * Answers.
     *
     * @throws io.crumbless.process.Failure whose message the user may read; whatever else is thrown is not shown
     */
    Reply answer(Request request);
}
