package io.crumbless.console.server;

import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps paths to pages. */
final class Routes {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final String FILLED_IN = "([A-Za-z0-9_-]{1,64})";

    private final List<Route> routes = new ArrayList<>();

    private record Route(Page page, Pattern path, List<String> names) {}

    /** A page, and the values of its path variables. */
    record Found(Page page, Map<String, String> path) {}

    /** @throws IllegalArgumentException if two pages have the same path */
    Routes(List<Page> pages) {
        Set<String> known = new HashSet<>();
        for (Page page : pages) {
            if (!known.add(page.method() + " " + page.path())) {
                throw new IllegalArgumentException("Two pages at " + page.method() + " " + page.path());
            }
            List<String> names = new ArrayList<>();
            Matcher name = NAME.matcher(page.path());
            while (name.find()) {
                names.add(name.group(1));
            }
            String path = NAME.matcher(page.path()).replaceAll(Matcher.quoteReplacement(FILLED_IN));
            routes.add(new Route(page, Pattern.compile(path), names));
        }
        // Literal components take precedence over path variables.
        routes.sort((one, other) ->
                Integer.compare(one.names().size(), other.names().size()));
    }

    Optional<Found> find(Method method, String path) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.page().method() == method && matcher.matches()) {
                Map<String, String> filled = new HashMap<>();
                for (int i = 0; i < route.names().size(); i++) {
                    filled.put(route.names().get(i), matcher.group(i + 1));
                }
                return Optional.of(new Found(route.page(), filled));
            }
        }
        return Optional.empty();
    }

    /** Pages without path variables, including those of the areas. */
    Optional<Page> at(String path) {
        return find(Method.GET, path).map(Found::page);
    }
}
