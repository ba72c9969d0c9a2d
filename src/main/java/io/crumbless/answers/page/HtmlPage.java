package io.crumbless.answers.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * A page for browsers and for paper: one file that needs no other, no script and no network. Everything that is filled in
 * is escaped by the template, and what would not be seen is made visible.
 */
public final class HtmlPage {
    private static final String TEMPLATES = "io.crumbless.answers.page.template";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlPage.class.getClassLoader(), TEMPLATES);

    private HtmlPage() {}

    public static String of(Document document) {
        StringOutput out = new StringOutput();
        ENGINE.render("document.jte", document, out);
        return Visible.of(out.toString());
    }
}
