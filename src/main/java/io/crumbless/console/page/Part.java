package io.crumbless.console.page;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

        /** Whether it is there for what is filled in, which on paper nothing can be. */
        public boolean acts() {
            return parts.stream()
                    .anyMatch(part -> part instanceof Foldable
                            || (part instanceof Form form && !form.fields().isEmpty()));
        }
    }

    /** Cards beside one another where there is room. */
    record Beside(List<Card> cards) implements Part {
        public Beside {
            cards = List.copyOf(cards);
        }
    }

    /** Parts that are out of sight until their head is pressed, for what is seldom wanted; open where one of them is to be seen. */
    record Foldable(String head, List<Part> parts) implements Part {
        public Foldable {
            parts = List.copyOf(parts);
        }

        /** Whether it is open from the start: something in it was filled in wrongly. */
        public boolean open() {
            return parts.stream()
                    .anyMatch(
                            part -> part instanceof Form form && form.problem().isPresent());
        }
    }

    /** A sentence that says what came of something. */
    record Message(Tone tone, String text) implements Part {}

    /** What somebody has to do, the most urgent first. */
    record Tasks(List<Task> tasks) implements Part {
        public Tasks {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * One task.
     *
     * @param path where it is done
     * @param below what is said of it; may be empty
     */
    record Task(Tone tone, String text, String path, String below) {}

    /**
     * The stages that something goes through, in order.
     *
     * @param label what they are the stages of, for those who do not see them beside one another
     */
    record Stages(String label, List<Stage> stages) implements Part {
        public Stages {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One stage.
     *
     * @param word how far it is, in a word, for those who do not see its mark
     */
    record Stage(String text, Reached reached, String word) {}

    /** How far a stage is. */
    enum Reached {
        DONE,
        NOW,
        AHEAD;

        /** For style sheets. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parts in another language than the page. */
    record Foreign(String language, List<Part> parts) implements Part {
        public Foreign {
            parts = List.copyOf(parts);
        }
    }

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

    /** The way on that a page is for, seen before all others. */
    record Lead(Link link) implements Part {}

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
     * @param problem what was wrong with it when it was sent; empty before
     */
    record Form(String action, List<Field> fields, String submit, Style style, Optional<Problem> problem)
            implements Part {
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

        public Form(String action, List<Field> fields, String submit, Style style) {
            this(action, fields, submit, style, Optional.empty());
        }

        public Form(String action, List<Field> fields, String submit) {
            this(action, fields, submit, Style.MAIN);
        }

        /** The same with what was wrong with it. */
        public Form with(Problem wrong) {
            return new Form(action, fields, submit, style, Optional.of(wrong));
        }

        /** What was wrong with a field; empty for nothing. */
        public String wrong(Field field) {
            return problem.filter(found -> found.field().equals(field.name()))
                    .map(Problem::sentence)
                    .orElse("");
        }

        /** The elements that say more of a field: its hint, and what was wrong with it; null for none. */
        public @Nullable String describedBy(Field field) {
            String hint = field.hint().isEmpty() ? "" : "h-" + key() + "-" + field.name();
            String error = wrong(field).isEmpty() ? "" : " e-" + key() + "-" + field.name();
            String both = (hint + error).strip();
            return both.isEmpty() ? null : both;
        }

        /** By which it differs from the other forms of its page: the end of its path. */
        public String key() {
            return action.substring(action.lastIndexOf('/') + 1);
        }
    }

    /**
     * What was wrong with a form.
     *
     * @param field name of the field it is about
     */
    record Problem(String field, String sentence) {}

    /** A field of a form. */
    sealed interface Field {
        /** By which the form calls it; letters, digits and dashes, once in a page. */
        String name();

        String label();

        /** What is said of it beside; may be empty. */
        String hint();

        /** Whether it must be filled in. */
        default boolean required() {
            return false;
        }

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

        /**
         * One of several, or any of them, with all in sight.
         *
         * @param many whether any number may be chosen
         * @param group for style sheets, which show it with a choice of that name alone; empty for always
         */
        record Pick(
                String name,
                String label,
                String hint,
                boolean many,
                List<Option> options,
                List<String> chosen,
                String group)
                implements Field {
            public Pick {
                options = List.copyOf(options);
                chosen = List.copyOf(chosen);
            }
        }

        /** A box that is ticked. */
        record Box(String name, String label, String hint, boolean ticked, boolean required) implements Field {}

        /** Not seen. Nothing personal. */
        record Hidden(String name, String value) implements Field {
            @Override
            public String label() {
                return "";
            }

            @Override
            public String hint() {
                return "";
            }
        }
    }

    /**
     * One of a choice.
     *
     * @param below what is said of it where all are in sight; may be empty
     */
    record Option(String value, String text, String below) {
        public Option(String value, String text) {
            this(value, text, "");
        }
    }
}
