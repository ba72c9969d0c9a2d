package io.crumbless.answers.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * Renders a page for browsers and for paper: a single file without scripts and network access. The template escapes all
 * values, and invisible characters are made visible.
 */
public final class HtmlPage {
    private static final String TEMPLATES = "io.crumbless.template";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlPage.class.getClassLoader(), TEMPLATES);

    private HtmlPage() {}

    public static String of(Document document) {
        StringOutput out = new StringOutput();
        ENGINE.render("document.jte", document, out);
        return Visible.of(out.toString());
    }

    /** Renders another template with arguments by name. */
    public static String rendered(String template, Map<String, Object> filledIn) {
        StringOutput out = new StringOutput();
        ENGINE.render(template, filledIn, out);
        return Visible.of(out.toString());
    }

    /** The style of all documents, as a separate style sheet. */
    public static String style() {
        StringOutput out = new StringOutput();
        ENGINE.render("style.jte", Map.of(), out);
        return out.toString().strip().replaceFirst("^<style>", "").replaceFirst("</style>$", "");
    }
}
