package io.crumbless.answers.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.FileLine;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Listing;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value that somebody typed in moves no cursor, sets no title of a window and turns no words around. */
@Tag("unit")
class VisibleTest {
    private static final String VALUE = "a\u001b[2J\u001b]0;owned\u0007\rb\u009b2K\u202ec\u2066d\u2029e";
    private static final String SEEN =
            "a\\u{1B}[2J\\u{1B}]0;owned\\u{07}\\u{0D}b\\u{9B}2K\\u{202E}c\\u{2066}d\\u{2029}e";

    @Test
    void aTerminalObeysNoValue() {
        String text = PlainText.of(page());

        assertThat(text).doesNotContainPattern("[\\p{Cc}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\n]]");
        assertThat(text.replaceAll("\\s", "")).contains(SEEN, SEEN.replace("\\u{0D}", ""));
    }

    @Test
    void aBrowserTurnsNoWordsAround() {
        String html = HtmlPage.of(page());

        assertThat(html).doesNotContainPattern("[\\p{Cc}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\n]]");
        assertThat(html.split(Pattern.quote(SEEN), -1)).hasSizeGreaterThan(6);
    }

    @Test
    void wordsAndLineEndsStayAsTheyAre() {
        String plain = "Zoë\tund Ödön\r\nend\n";

        assertThat(Visible.of(plain)).isEqualTo(plain);
    }

    /** Text in which nothing is to be shown is found without looking for it. */
    @Test
    void everyCharacterIsShownAsTheExpressionSays() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c + "b";

            assertThat(Visible.of(text)).as("U+%04X", c).isEqualTo(Visible.shown(text));
        }
    }

    /** A name in Hebrew or Arabic keeps its order, and so does the date after it. */
    @Test
    void wordsFromRightToLeftAreSetApart() {
        assertThat(Visible.of("“שלום”: 2027-03-10")).isEqualTo("“\u2068שלום\u2069”: 2027-03-10");
        assertThat(Visible.of("שלום 12 עולם, a مرحبا")).isEqualTo("\u2068שלום 12 עולם\u2069, a \u2068مرحبا\u2069");
        assertThat(Visible.of("שלום\nעולם")).isEqualTo("\u2068שלום\u2069\n\u2068עולם\u2069");
        assertThat(Visible.of("\ud83a\udd00x")).isEqualTo("\u2068\ud83a\udd00\u2069x");
        assertThat(Visible.of("\u2067שלום")).isEqualTo("\\u{2067}\u2068שלום\u2069");
    }

    /** The value wherever a page can hold one. */
    private static Document page() {
        return new Document(
                "en",
                VALUE,
                VALUE,
                List.of(new Paragraph(VALUE)),
                List.of(new Section(
                        VALUE,
                        List.of(
                                new Facts(List.of(new Fact(VALUE, VALUE))),
                                new Items(List.of(new Item(VALUE, List.of(VALUE)))),
                                new Listing(VALUE, List.of(new FileLine(VALUE, FileLine.Kind.SAME)), VALUE),
                                new Table(List.of(new Column("head", Column.Kind.TEXT)), List.of(List.of(VALUE)))))));
    }
}
