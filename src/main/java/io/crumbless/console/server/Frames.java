package io.crumbless.console.server;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.access.Session;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The frame around a screen: the areas that the user may see, and the language. */
final class Frames {
    private static final Map<String, Sentences> SENTENCES =
            Map.of("de", new Sentences("de"), "en", new Sentences("en"));

    private final Routes routes;

    Frames(Routes routes) {
        this.routes = routes;
    }

    static Sentences sentences(String language) {
        return Objects.requireNonNull(SENTENCES.get(language), language);
    }

    Frame of(String path, Optional<Session> session, Sentences sentences) {
        String other = sentences.language().equals("de") ? "en" : "de";
        return new Frame(
                sentences.language(),
                session.map(one -> one.user().name()).orElse(""),
                session.map(Session::csrf).orElse(""),
                pageOf(path),
                session.map(one -> tabs(path, one, sentences)).orElse(List.of()),
                StyleSheet.PATH,
                new Frame.Words(
                        sentences.of("console.product"),
                        sentences.of("console.skip"),
                        sentences.of("console.areas"),
                        sentences(other).of("console.this-language"),
                        other,
                        sentences.of("console.log-out"),
                        sentences.of("console.logged-in-as"),
                        sentences.of("console.required")));
    }

    /** The page of a path; for the target of a form without page, the page above it. */
    String pageOf(String path) {
        String page = path;
        while (page.length() > 1 && routes.at(page).isEmpty()) {
            page = page.substring(0, Math.max(1, page.lastIndexOf('/')));
        }
        return page;
    }

    private List<Frame.Tab> tabs(String path, Session session, Sentences sentences) {
        List<Frame.Tab> tabs = new ArrayList<>();
        for (Area area : Area.values()) {
            routes.at(area.path())
                    .filter(page -> session.user().isAnyOf(page.roles()))
                    .ifPresent(
                            page -> tabs.add(new Frame.Tab(sentences.of(area.key()), area.path(), isIn(area, path))));
        }
        return tabs;
    }

    private static boolean isIn(Area area, String path) {
        return path.equals(area.path())
                || (area != Area.OVERVIEW && path.startsWith(area.path() + "/"))
                || (area == Area.OVERVIEW && path.toLowerCase(Locale.ROOT).startsWith("/overview"));
    }
}
