package io.crumbless.console.page;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a screen. Templates escape all values. */
public sealed interface Part {
    /** The severity of a message; shown by words and a mark as well as by colour. */
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

    /** Blocks of documents: sentences, facts, tables, charts. */
    record Blocks(List<Block> blocks) implements Part {
        public Blocks {
            blocks = List.copyOf(blocks);
        }

        public static Blocks of(Block... blocks) {
            return new Blocks(List.of(blocks));
        }

        /** One paragraph per text. */
        public static Blocks sentences(String... texts) {
            return new Blocks(
                    List.of(texts).stream().<Block>map(Document.Paragraph::new).toList());
        }
    }

    /**
     * Parts under a heading, in a frame.
     *
     * @param anchor for links within the page; empty if there are none
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

        /** Whether it only contains forms, which are left out on paper. */
        public boolean acts() {
            return parts.stream()
                    .anyMatch(part -> part instanceof Foldable
                            || (part instanceof Form form && !form.fields().isEmpty()));
        }
    }

    /** Cards side by side, if there is room. */
    record Beside(List<Card> cards) implements Part {
        public Beside {
            cards = List.copyOf(cards);
        }
    }

    /** Parts that are hidden until their heading is clicked; open if one of them must be visible. */
    record Foldable(String head, List<Part> parts) implements Part {
        public Foldable {
            parts = List.copyOf(parts);
        }

        /** Whether it is open initially, because a form in it has an error. */
        public boolean open() {
            return parts.stream()
                    .anyMatch(
                            part -> part instanceof Form form && form.problem().isPresent());
        }
    }

    /** A message about a result. */
    record Message(Tone tone, String text) implements Part {}

    /** Tasks, the most urgent first. */
    record Tasks(List<Task> tasks) implements Part {
        public Tasks {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * One task.
     *
     * @param path page on which to do it
     * @param below explanation; may be empty
     */
    record Task(Tone tone, String text, String path, String below) {}

    /**
     * The stages of a process, in order.
     *
     * @param label name of the process, for screen readers
     */
    record Stages(String label, List<Stage> stages) implements Part {
        public Stages {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One stage.
     *
     * @param word its state in a word, for screen readers
     */
    record Stage(String text, Reached reached, String word) {}

    /** The state of a stage. */
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

    /** Key figures with their labels. */
    record Figures(List<Figure> figures) implements Part {
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    /** One of them. */
    record Figure(String number, String text, Tone tone) {}

    /** Links to other pages. */
    record Links(List<Link> links) implements Part {
        public Links {
            links = List.copyOf(links);
        }
    }

    /** The primary link of a page, shown before all others. */
    record Lead(Link link) implements Part {}

    /**
     * One link.
     *
     * @param below explanation; may be empty
     */
    record Link(String text, String path, String below) {}

    /** A table whose cells may be links; on a narrow screen each row is shown as separate lines. */
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
     * A cell.
     *
     * @param path target of its link; empty for none
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

    /** The steps of a derivation, in order. */
    record Chain(List<Station> stations) implements Part {
        public Chain {
            stations = List.copyOf(stations);
        }
    }

    /** One step: its kind and its name. */
    record Station(String kind, String text) {}

    /** A timeline, the latest moment first. */
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

    /** An event: its kind, in a word, and a sentence. */
    record Happening(Tone tone, String kind, String text) {}

    /**
     * A form that is sent by POST. The CSRF token is added automatically.
     *
     * @param submit label of its button
     * @param problem error in the submitted form; empty if it was not submitted
     */
    record Form(String action, List<Field> fields, String submit, Style style, Optional<Problem> problem)
            implements Part {
        /** The visual weight of a form. */
        public enum Style {
            /** The main action of a page. */
            MAIN,
            /** A secondary action. */
            SECONDARY,
            /** An irreversible action. */
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

        /** The same form with an error. */
        public Form with(Problem wrong) {
            return new Form(action, fields, submit, style, Optional.of(wrong));
        }

        /** The error of a field; empty if there is none. */
        public String wrong(Field field) {
            return problem.filter(found -> found.field().equals(field.name()))
                    .map(Problem::sentence)
                    .orElse("");
        }

        /** Ids of the elements that describe a field: its hint and its error; null if there are none. */
        public @Nullable String describedBy(Field field) {
            String hint = field.hint().isEmpty() ? "" : "h-" + key() + "-" + field.name();
            String error = wrong(field).isEmpty() ? "" : " e-" + key() + "-" + field.name();
            String both = (hint + error).strip();
            return both.isEmpty() ? null : both;
        }

        /** Identifies it among the forms of its page: the last component of its path. */
        public String key() {
            return action.substring(action.lastIndexOf('/') + 1);
        }
    }

    /**
     * An error of a form.
     *
     * @param field name of the field
     */
    record Problem(String field, String sentence) {}

    /** A field of a form. */
    sealed interface Field {
        /** Its name: letters, digits and dashes, unique in the page. */
        String name();

        String label();

        /** Its hint; may be empty. */
        String hint();

        /** Whether it is required. */
        default boolean required() {
            return false;
        }

        /** A single-line text field, without autocompletion. */
        record Line(String name, String label, String hint, String value, boolean required, int longest)
                implements Field {
            public Line(String name, String label, String hint, boolean required, int longest) {
                this(name, label, hint, "", required, longest);
            }
        }

        /** A multi-line text field. */
        record Area(String name, String label, String hint, String value, boolean required, int longest)
                implements Field {}

        /** A date field; sent as 2026-11-22. */
        record Day(String name, String label, String hint, String value, boolean required) implements Field {}

        /** A drop-down list. */
        record Choice(String name, String label, String hint, List<Option> options, String chosen) implements Field {
            public Choice {
                options = List.copyOf(options);
            }
        }

        /**
         * Radio buttons or check boxes.
         *
         * @param many whether several may be chosen
         * @param group for style sheets, which show it only if that option is chosen; empty for always
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

        /** A check box. */
        record Box(String name, String label, String hint, boolean ticked, boolean required) implements Field {}

        /** A hidden field. Nothing personal. */
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
     * @param below explanation where all options are visible; may be empty
     */
    record Option(String value, String text, String below) {
        public Option(String value, String text) {
            this(value, text, "");
        }
    }
}
