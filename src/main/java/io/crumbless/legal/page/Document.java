package io.crumbless.legal.page;

import java.util.List;

/**
 * Something to read: on a terminal, in a browser, on paper.
 *
 * @param language of the text, {@code de} or {@code en}
 * @param title the one line above everything
 * @param lead what is to be known before the sections
 */
public record Document(String language, String title, List<Block> lead, List<Section> sections) {
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

    /** Labels and what they stand before. */
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

    /** Words of somebody else, as they were. */
    public record Quotation(String head, String quoted, String foot) implements Block {}
}
