package io.crumbless.console.server;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.columnar.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The console's style sheet: that of documents, and additions for pages. Its path contains its hash, so browsers may
 * cache it.
 */
final class StyleSheet {
    static final byte[] CONTENT = (HtmlPage.style() + "\n" + resource("console.css")).getBytes(StandardCharsets.UTF_8);
    private static final int HASH_LENGTH = 16;
    static final String PATH = "/style-" + Sha256.hex(CONTENT).substring(0, HASH_LENGTH) + ".css";

    /** The icon. */
    static final byte[] ICON = resource("icon.svg").getBytes(StandardCharsets.UTF_8);

    static final String ICON_PATH = "/icon.svg";

    /** The path that browsers use for pages without icon, such as sheets for paper. */
    static final String USUAL_ICON_PATH = "/favicon.ico";

    private StyleSheet() {}

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(StyleSheet.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
