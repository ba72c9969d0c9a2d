package io.crumbless.answers.page;

/**
 * The foot of each printed sheet: the reference of the document and the page number of how many, so that separated
 * sheets can be sorted again.
 */
public final class PaperFoot {
    private PaperFoot() {}

    /**
     * A style element; only letters, digits and separators of the reference are used, so that it cannot contain style.
     */
    public static String style(String reference) {
        String shown = reference.replaceAll("[^A-Za-z0-9 ._:→-]", "?");
        return """
            <style>
            @page {
              @bottom-left { content: "REFERENCE"; font: 8pt system-ui, sans-serif; color: #333; }
              @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #333; }
            }
            </style>""".replace("REFERENCE", shown);
    }
}
