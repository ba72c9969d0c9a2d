package io.crumbless.console.overview;

import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The first page. */
public final class OverviewPage implements Page {
    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public String path() {
        return Area.OVERVIEW.path();
    }

    @Override
    public Area area() {
        return Area.OVERVIEW;
    }

    @Override
    public Set<ConsoleRole> roles() {
        return EnumSet.allOf(ConsoleRole.class);
    }

    @Override
    public Reply answer(Request request) {
        return new Reply.Show(Screen.of(request.say("overview.title"), List.of()));
    }
}
