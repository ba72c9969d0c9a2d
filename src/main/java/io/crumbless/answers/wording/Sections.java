package io.crumbless.answers.wording;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import java.util.ArrayList;
import java.util.List;

/** Collects the sections of an answer; empty ones are left out. */
public final class Sections {
    private final Sentences sentences;
    private final List<Section> sections = new ArrayList<>();

    public Sections(Sentences sentences) {
        this.sentences = sentences;
    }

    public void add(String head, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            sections.add(new Section(head, blocks));
        }
    }

    /** @param key of the heading */
    public void addItems(String key, List<Item> items) {
        if (!items.isEmpty()) {
            add(sentences.of(key), List.of(new Items(items)));
        }
    }

    public List<Section> all() {
        return sections;
    }

    /** One paragraph per text. */
    public static List<Block> paragraphs(List<String> texts) {
        return texts.stream().<Block>map(Paragraph::new).toList();
    }
}
