package io.crumbless.console.server;

import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.night.job.ConsoleRole;
import java.util.Set;
import java.util.function.Function;

/** Pages that do what a test says. */
record TestingPages(Method method, String path, Set<ConsoleRole> roles, Function<Request, Reply> answering)
        implements Page {
    @Override
    public Area area() {
        return Area.OVERVIEW;
    }

    @Override
    public Reply answer(Request request) {
        return answering.apply(request);
    }
}
