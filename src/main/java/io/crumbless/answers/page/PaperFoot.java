package io.crumbless.answers.page;

/**
 * The foot of each printed sheet: the reference of the document and the sheet's number of how many, by which separated
 * sheets are put together again.
 */
public final class PaperFoot {
    private PaperFoot() {}

    /** A style element; of the reference nothing but letters, digits and marks of ids, so that nothing of it is style. */
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
