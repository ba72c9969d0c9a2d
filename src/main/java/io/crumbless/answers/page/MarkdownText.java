package io.crumbless.answers.page;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renders a document in Markdown: headings, paragraphs, lists and tables as supported by GitHub. Quotations, listings
 * and charts are not supported, since no page with them is rendered in Markdown.
 */
public final class MarkdownText {
    private final StringBuilder text = new StringBuilder();

    private MarkdownText() {}

    /** @throws IllegalArgumentException if the document contains an unsupported block */
    public static String of(Document document) {
        MarkdownText page = new MarkdownText();
        page.heading("# ", document.title());
        page.blocks(document.lead());
        for (Section section : document.sections()) {
            page.heading("\n## ", section.head());
            page.blocks(section.blocks());
        }
        return Visible.of(page.text.toString());
    }

    private void heading(String level, String head) {
        text.append(level).append(escaped(head)).append('\n');
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(block -> text.append('\n').append(block(block)));
    }

    private static String block(Block block) {
        if (block instanceof Paragraph paragraph) {
            return escaped(paragraph.text()) + "\n";
        }
        if (block instanceof Facts facts) {
            return facts.facts().stream()
                    .map(fact -> "- **" + escaped(fact.label()) + "**: " + escaped(String.join(" ", fact.sentences()))
                            + "\n")
                    .collect(Collectors.joining());
        }
        if (block instanceof Items items) {
            return items.items().stream()
                    .map(item -> "- " + escaped(item.text()) + "\n"
                            + item.below().stream()
                                    .map(below -> "  - " + escaped(below) + "\n")
                                    .collect(Collectors.joining()))
                    .collect(Collectors.joining());
        }
        if (block instanceof Table table) {
            return row(table.columns().stream().map(Column::head).toList())
                    + "|" + String.join("|", Collections.nCopies(table.columns().size(), "---")) + "|\n"
                    + table.rows().stream().map(MarkdownText::row).collect(Collectors.joining());
        }
        throw new IllegalArgumentException(
                "No form in Markdown for " + block.getClass().getSimpleName());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> escaped(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Escaped, so that text of a policy never becomes a link, a tag or emphasis. */
    private static String escaped(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("([\\\\`*\\[\\]<>#]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}]))", "\\\\$1");
    }
}
