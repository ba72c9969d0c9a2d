package io.crumbless.console.page;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a screen. What is filled in is escaped by the templates. */
public sealed interface Part {
    /** How something stands; by words and a mark as well as by colour. */
    enum Tone {
        PLAIN,
        GOOD,
        WAITING,
        BAD;

        /** For style sheets. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What documents are made of: sentences, facts, tables, pictures. */
    record Blocks(List<Block> blocks) implements Part {
        public Blocks {
            blocks = List.copyOf(blocks);
        }

        public static Blocks of(Block... blocks) {
            return new Blocks(List.of(blocks));
        }

        /** Each text as a paragraph of its own. */
        public static Blocks sentences(String... texts) {
            return new Blocks(
                    List.of(texts).stream().<Block>map(Document.Paragraph::new).toList());
        }
    }

    /**
     * Parts under a head, in a frame of their own.
     *
     * @param anchor by which links of the same page lead to it; empty where none does
     */
    record Card(String head, List<Part> parts, String anchor) implements Part {
        public Card {
            parts = List.copyOf(parts);
        }

        public Card(String head, List<Part> parts) {
            this(head, parts, "");
        }

        public Card(String head, Part... parts) {
            this(head, List.of(parts));
        }
    }

    /** Cards beside one another where there is room. */
    record Beside(List<Card> cards) implements Part {
        public Beside {
            cards = List.copyOf(cards);
        }
    }

    /** Parts that are out of sight until their head is pressed, for what is seldom wanted. */
    record Foldable(String head, List<Part> parts) implements Part {
        public Foldable {
            parts = List.copyOf(parts);
        }
    }

    /** A sentence that says what came of something. */
    record Message(Tone tone, String text) implements Part {}

    /** Numbers to be seen first, with what they count. */
    record Figures(List<Figure> figures) implements Part {
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    /** One of them. */
    record Figure(String number, String text, Tone tone) {}

    /** Links to other pages, one below the other. */
    record Links(List<Link> links) implements Part {
        public Links {
            links = List.copyOf(links);
        }
    }

    /**
     * One link.
     *
     * @param below what is said of it; may be empty
     */
    record Link(String text, String path, String below) {}

    /** Rows whose cells may lead elsewhere; on a narrow screen each row becomes lines of its own. */
    record Grid(List<Document.Column> columns, List<Row> rows) implements Part {
        public Grid {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** One row. */
    record Row(List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        public Row(Cell... cells) {
            this(List.of(cells));
        }
    }

    /**
     * What stands in one cell.
     *
     * @param path where it leads; empty for nowhere
     */
    record Cell(String text, Optional<String> path, Tone tone) {
        public static Cell of(String text) {
            return new Cell(text, Optional.empty(), Tone.PLAIN);
        }

        public static Cell of(String text, Tone tone) {
            return new Cell(text, Optional.empty(), tone);
        }

        public static Cell to(String path, String text) {
            return new Cell(text, Optional.of(path), Tone.PLAIN);
        }
    }

    /** The stations something went through, in order. */
    record Chain(List<Station> stations) implements Part {
        public Chain {
            stations = List.copyOf(stations);
        }
    }

    /** One station: what it is, and which. */
    record Station(String kind, String text) {}

    /** Moments, the latest first, with what happened at each. */
    record Timeline(List<Moment> moments) implements Part {
        public Timeline {
            moments = List.copyOf(moments);
        }
    }

    /** One moment. */
    record Moment(String when, List<Happening> happenings) {
        public Moment {
            happenings = List.copyOf(happenings);
        }
    }

    /** What happened: what kind of thing it is, in a word, and the sentence. */
    record Happening(Tone tone, String kind, String text) {}

    /**
     * Fields that are sent to a path with POST. The CSRF token is added by itself.
     *
     * @param submit what stands on its button
     */
    record Form(String action, List<Field> fields, String submit, Style style) implements Part {
        /** How much a form is to be seen. */
        public enum Style {
            /** What a page is for. */
            MAIN,
            /** Beside other things. */
            SECONDARY,
            /** What cannot be undone. */
            GRAVE;

            /** For style sheets. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public Form {
            fields = List.copyOf(fields);
        }

        public Form(String action, List<Field> fields, String submit) {
            this(action, fields, submit, Style.MAIN);
        }

        /** By which it differs from the other forms of its page: the end of its path. */
        public String key() {
            return action.substring(action.lastIndexOf('/') + 1);
        }
    }

    /** A field of a form. */
    sealed interface Field {
        /** By which the form calls it; letters, digits and dashes, once in a page. */
        String name();

        /** One line. Browsers do not keep what was typed before. */
        record Line(String name, String label, String hint, String value, boolean required, int longest)
                implements Field {
            public Line(String name, String label, String hint, boolean required, int longest) {
                this(name, label, hint, "", required, longest);
            }
        }

        /** Several lines. */
        record Area(String name, String label, String hint, String value, boolean required, int longest)
                implements Field {}

        /** A day, from the browser's calendar where it has one; sent as 2026-11-22. */
        record Day(String name, String label, String hint, String value, boolean required) implements Field {}

        /** One of several, in a list that opens. */
        record Choice(String name, String label, String hint, List<Option> options, String chosen) implements Field {
            public Choice {
                options = List.copyOf(options);
            }
        }

        /** A box that is ticked. */
        record Box(String name, String label, String hint, boolean ticked, boolean required) implements Field {}

        /** Not seen. Nothing personal. */
        record Hidden(String name, String value) implements Field {}
    }

    /** One of a choice. */
    record Option(String value, String text) {}
}
