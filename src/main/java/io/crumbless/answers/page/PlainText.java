package io.crumbless.answers.page;

import io.crumbless.answers.page.Document.Bar;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.FileLine;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Listing;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Quotation;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Share;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.page.Document.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Renders a document for terminals: labels to the left, wrapped sentences beside them. */
public final class PlainText {
    private static final int WIDTH = 100;
    private static final int MARGIN = 2;

    /** Digits of a hash: enough to compare visually. */
    private static final int HASH_SHOWN = 12;

    /** Non-breaking space, as in a browser. */
    private static final char NO_BREAK = '\u00a0';

    private final StringBuilder text = new StringBuilder();
    private final int labelWidth;

    private PlainText(int labelWidth) {
        this.labelWidth = labelWidth;
    }

    /** A text with values from outside for a terminal, which would obey the control characters in it. */
    public static String visible(String text) {
        return Visible.of(text);
    }

    public static String of(Document document) {
        PlainText page = new PlainText(longestLabel(document));
        page.head(document.title());
        page.blocks(document.lead());
        for (Section section : document.sections()) {
            page.head(section.head());
            page.blocks(section.blocks());
        }
        return Visible.of(page.text.toString());
    }

    private static int longestLabel(Document document) {
        return Stream.concat(
                        document.lead().stream(),
                        document.sections().stream().flatMap(section -> section.blocks().stream()))
                .filter(Facts.class::isInstance)
                .flatMap(block -> ((Facts) block).facts().stream())
                .mapToInt(fact -> fact.label().length())
                .max()
                .orElse(0);
    }

    private void blocks(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Paragraph paragraph) {
                line(paragraph.text());
            } else if (block instanceof Facts facts) {
                facts.facts().forEach(this::fact);
            } else if (block instanceof Items items) {
                items.items().forEach(this::item);
            } else if (block instanceof Quotation quotation) {
                line(quotation.head());
                below(quotation.quoted());
                below(quotation.foot());
            } else if (block instanceof Listing listing) {
                line(listing.head());
                listing.lines().forEach(this::fileLine);
                below(listing.foot());
            } else if (block instanceof Table table) {
                table(table);
            } else if (block instanceof Bar bar) {
                line(bar.head());
                int width = bar.shares().stream()
                        .mapToInt(share -> share.number().length())
                        .max()
                        .orElse(0);
                bar.shares().forEach(share -> share(share, width));
            } else if (block instanceof Trend trend) {
                line(trend.head());
                trend.lines().forEach(line -> below(line.text()));
                trend.marks().forEach(mark -> below(mark.text()));
            }
        }
    }

    private void fileLine(FileLine line) {
        text.append((" ".repeat(2 * MARGIN) + line.text()).stripTrailing()).append('\n');
    }

    private void share(Share share, int width) {
        String number = " ".repeat(2 * MARGIN + width - share.number().length()) + share.number();
        int indent = number.length() + MARGIN;
        wrap(number + " ".repeat(MARGIN), indent, share.text());
    }

    private void table(Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns().stream().map(Column::head).toList());
        table.rows().forEach(row -> lines.add(shortened(table, row)));
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder(" ".repeat(MARGIN));
            for (int i = 0; i < cells.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                String space = " ".repeat(width - cells.get(i).length());
                boolean right = table.columns().get(i).kind() == Column.Kind.NUMBER;
                line.append(right ? space + cells.get(i) : cells.get(i) + space).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static List<String> shortened(Table table, List<String> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            boolean hash = table.columns().get(i).kind() == Column.Kind.HASH;
            cells.add(
                    hash
                            ? row.get(i)
                                    .substring(
                                            0, Math.min(HASH_SHOWN, row.get(i).length()))
                            : row.get(i));
        }
        return cells;
    }

    /** Begins a new block with its heading. */
    private void head(String line) {
        if (text.length() > 0) {
            text.append('\n');
        }
        wrap("", 0, line);
    }

    private void fact(Fact fact) {
        String label = fact.label();
        for (String sentence : fact.sentences()) {
            int indent = MARGIN + labelWidth + MARGIN;
            String start = " ".repeat(MARGIN) + label;
            wrap(start + " ".repeat(indent - start.length()), indent, sentence);
            label = "";
        }
    }

    private void item(Item item) {
        line(item.text());
        item.below().forEach(this::below);
    }

    /** A sentence at the margin. */
    private void line(String sentence) {
        wrap(" ".repeat(MARGIN), MARGIN, sentence);
    }

    /** An indented sentence that belongs to the previous line. */
    private void below(String sentence) {
        wrap(" ".repeat(2 * MARGIN), 2 * MARGIN, sentence);
    }

    private void wrap(String start, int indent, String sentence) {
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : sentence.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word.replace(NO_BREAK, ' '));
            empty = false;
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
