package io.crumbless.answers.page;

import java.util.List;
import java.util.Locale;

/**
 * Something to read: on a terminal, in a browser, on paper.
 *
 * @param language of the text, {@code de} or {@code en}
 * @param title the one line above everything
 * @param reference by what the document is filed, printed at the foot of each sheet: the id of a run or a certificate
 * @param lead what the reader should know before the sections
 */
public record Document(String language, String title, String reference, List<Block> lead, List<Section> sections) {
    public Document {
        lead = List.copyOf(lead);
        sections = List.copyOf(sections);
    }

    /** Blocks under a head of their own. */
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

    /** One label with a sentence, or several, each on lines of its own. */
    public record Fact(String label, List<String> sentences) {
        public Fact {
            sentences = List.copyOf(sentences);
        }

        public Fact(String label, String sentence) {
            this(label, List.of(sentence));
        }
    }

    /** Things of one kind, one below the other. */
    public record Items(List<Item> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** One of many things, with sentences that belong to it. */
    public record Item(String text, List<String> below) {
        public Item {
            below = List.copyOf(below);
        }
    }

    /**
     * Words of somebody else, as they were.
     *
     * @param language of the words, which may be another one than the document's
     */
    public record Quotation(String head, String quoted, String foot, String language) implements Block {}

    /** Lines of a file as they are, blanks included. */
    public record Listing(String head, List<FileLine> lines, String foot) implements Block {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /** One line of a file. */
    public record FileLine(String text, Kind kind) {
        /** How the line differs from another version of the file. */
        public enum Kind {
            SAME,
            ADDED,
            REMOVED,
            /** Not a line of the file, but the position of the lines that follow. */
            PLACE;

            /** For style sheets. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Rows of cells; on a narrow screen each row becomes lines of its own. */
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
            /** Aligned right, so that digits are below one another. */
            NUMBER,
            /** A date, which is not broken where there is room. */
            DAY,
            /** In letters of one width, broken anywhere; text shows its beginning. */
            HASH;

            /** For style sheets. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Parts of a whole, drawn as one bar with its key below. */
    public record Bar(String head, List<Share> shares) implements Block {
        public Bar {
            shares = List.copyOf(shares);
        }
    }

    /**
     * One part of a bar.
     *
     * @param size above zero
     * @param number the same, as people write it
     */
    public record Share(long size, String number, String text, Tone tone) {}

    /**
     * Shares over time, drawn as lines. Positions are in thousandths of the width and of the height.
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
     * @param projected how the line continues from its last point if nothing changes; empty where that is not drawn
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

    /** A place on a line, from the left and from below. */
    public record Point(int x, int y) {}

    /** A moment on a trend. */
    public record Mark(int x, String text) {}

    /** The outcome that a part shows; pages choose the colour. */
    public enum Tone {
        KEPT,
        WAITING,
        NEUTRAL,
        REMOVED,
        REFUSED
    }
}
