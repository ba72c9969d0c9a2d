package io.crumbless.answers.dictionary;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.MarkdownText;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The data dictionary as files of a snapshot. */
public final class DictionaryPages {
    private DictionaryPages() {}

    /**
     * Contents by file name; equal for equal arguments.
     *
     * @param language {@code de} or {@code en}
     */
    public static Map<String, byte[]> of(Policy policy, String language) {
        Document document = DictionaryDocument.of(policy, new Sentences(language));
        return Map.of(
                Warehouse.DICTIONARY_PAGE,
                HtmlPage.of(document).getBytes(StandardCharsets.UTF_8),
                Warehouse.DICTIONARY,
                MarkdownText.of(document).getBytes(StandardCharsets.UTF_8));
    }
}
