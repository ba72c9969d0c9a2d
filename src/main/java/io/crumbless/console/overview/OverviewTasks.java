package io.crumbless.console.overview;

import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Request;
import java.util.List;

/** Tasks for the user in another area, such as requests with a close deadline. Must be thread-safe. */
@FunctionalInterface
public interface OverviewTasks {
    /** The most urgent first. */
    List<Task> tasks(Request request);
}
