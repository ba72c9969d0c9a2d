package io.crumbless.console.overview;

import io.crumbless.console.page.Part;
import io.crumbless.console.page.Request;
import java.util.Optional;

/** A card of another area on the overview, such as requests with a close deadline. Must be thread-safe. */
@FunctionalInterface
public interface OverviewCard {
    /** @return empty if there is nothing to show, or the user may not see it */
    Optional<Part.Card> card(Request request);
}
