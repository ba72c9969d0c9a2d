package io.crumbless.console.overview;

import io.crumbless.console.page.Part;
import io.crumbless.console.page.Request;
import java.util.Optional;

/** What the overview shows of another area, such as of requests whose time runs out. Safe for many threads. */
@FunctionalInterface
public interface OverviewCard {
    /** @return empty where there is nothing to show, or the user may not see it */
    Optional<Part.Card> card(Request request);
}
