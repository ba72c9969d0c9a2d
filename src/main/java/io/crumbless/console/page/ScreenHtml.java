package io.crumbless.console.page;

import io.crumbless.answers.page.HtmlPage;
import java.util.Map;

/** Renders a screen in its frame as HTML. */
public final class ScreenHtml {
    private ScreenHtml() {}

    public static String of(Frame frame, Screen screen) {
        return HtmlPage.rendered("console/screen.jte", Map.of("frame", frame, "screen", screen));
    }
}
