package io.crumbless.console.overview;

import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Request;
import java.util.List;

/** What of another area waits for the user, such as requests whose time runs out. Safe for many threads. */
@FunctionalInterface
public interface OverviewTasks {
    /** The most urgent first. */
    List<Task> tasks(Request request);
}
