package io.crumbless.answers.page;

import java.util.List;
import java.util.Locale;

/**
 * A document for a terminal, a browser or paper.
 *
 * @param language of the text, {@code de} or {@code en}
 * @param title the title line
 * @param reference reference printed at the foot of each sheet: the id of a run or a certificate
 * @param lead introduction before the sections
 */
public record Document(String language, String title, String reference, List<Block> lead, List<Section> sections) {
    public Document {
        lead = List.copyOf(lead);
        sections = List.copyOf(sections);
    }

    /** Blocks under a heading. */
    public record Section(String head, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /** A part of a page. */
    public sealed interface Block {}

    /** Sentences. */
    public record Paragraph(String text) implements Block {}

    /** Labels with their values. */
    public record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** A label with one or more sentences, each on lines of its own. */
    public record Fact(String label, List<String> sentences) {
        public Fact {
            sentences = List.copyOf(sentences);
        }

        public Fact(String label, String sentence) {
            this(label, List.of(sentence));
        }
    }

    /** A list of items. */
    public record Items(List<Item> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** An item, with sentences about it. */
    public record Item(String text, List<String> below) {
        public Item {
            below = List.copyOf(below);
        }
    }

    /**
     * A quotation.
     *
     * @param language language of the quotation, which may differ from that of the document
     */
    public record Quotation(String head, String quoted, String foot, String language) implements Block {}

    /** Lines of a file, unchanged. */
    public record Listing(String head, List<FileLine> lines, String foot) implements Block {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /** One line of a file. */
    public record FileLine(String text, Kind kind) {
        /** How the line differs in another version of the file. */
        public enum Kind {
            SAME,
            ADDED,
            REMOVED,
            /** Not a line of the file, but the position of the following lines. */
            PLACE;

            /** For style sheets. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** A table; on a narrow screen each row is shown as separate lines. */
    public record Table(List<Column> columns, List<List<String>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** One column of a table. */
    public record Column(String head, Kind kind) {
        /** The content of the cell. */
        public enum Kind {
            TEXT,
            /** Right-aligned, so that digits are aligned. */
            NUMBER,
            /** A date, which is not broken if there is room. */
            DAY,
            /** In a monospaced font, broken anywhere; plain text shows its first characters. */
            HASH;

            /** For style sheets. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Parts of a whole, drawn as one bar with a legend below. */
    public record Bar(String head, List<Share> shares) implements Block {
        public Bar {
            shares = List.copyOf(shares);
        }
    }

    /**
     * One part of a bar.
     *
     * @param size above zero
     * @param number the size, formatted
     */
    public record Share(long size, String number, String text, Tone tone) {}

    /**
     * Shares over time, as a line chart. Positions are in thousandths of the width and of the height.
     *
     * @param top label of the upper end; the lower end is zero
     * @param from label of the left end
     * @param to label of the right end
     */
    public record Trend(String head, String top, String from, String to, List<Line> lines, List<Mark> marks)
            implements Block {
        public Trend {
            lines = List.copyOf(lines);
            marks = List.copyOf(marks);
        }
    }

    /**
     * One line of a trend; its text states its end.
     *
     * @param projected extrapolation from its last point; empty if it is not drawn
     */
    public record Line(String text, Tone tone, List<Point> points, List<Point> projected) {
        public Line {
            points = List.copyOf(points);
            projected = List.copyOf(projected);
        }

        public Line(String text, Tone tone, List<Point> points) {
            this(text, tone, points, List.of());
        }
    }

    /** A point of a line, from the left and from the bottom. */
    public record Point(int x, int y) {}

    /** A labelled date on a chart. */
    public record Mark(int x, String text) {}

    /** The meaning of a part; pages choose its colour. */
    public enum Tone {
        KEPT,
        WAITING,
        NEUTRAL,
        REMOVED,
        REFUSED
    }
}
