package io.crumbless.settings.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A list in a file; items of the wrong kind are reported and left out. */
public final class YamlList {
    private final List<Node> items;
    private final String label;
    private final SourcePosition place;
    private final YamlSource source;

    YamlList(List<Node> items, String label, SourcePosition place, YamlSource source) {
        this.items = items;
        this.label = label;
        this.place = place;
        this.source = source;
        items.forEach(source::checkPlain);
    }

    /** The start of the list. */
    public SourcePosition place() {
        return place;
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Items that are mappings. */
    public List<YamlMapping> mappings() {
        List<YamlMapping> mappings = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof MappingNode mapping) {
                mappings.add(new YamlMapping(mapping, label + "[" + (i + 1) + "]", source));
            } else {
                refuse(i, "keys and values");
            }
        }
        return mappings;
    }

    /** Items that are text; repeats are reported and left out. */
    public List<SettingText> texts() {
        List<SettingText> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
                SettingText text = new SettingText(scalar.getValue(), source.place(scalar));
                if (seen.add(text.text())) {
                    texts.add(text);
                } else {
                    note(text.place(), "'" + text.text() + "' is listed twice");
                }
            } else {
                refuse(i, "text");
            }
        }
        return texts;
    }

    /** Items that are integers. */
    public List<Integer> wholes() {
        List<Integer> wholes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ScalarNode scalar
                    && scalar.getTag().equals(Tag.INT)
                    && scalar.getValue().matches("-?[0-9]{1,9}")) {
                wholes.add(Integer.valueOf(scalar.getValue()));
            } else {
                refuse(i, "a whole number");
            }
        }
        return wholes;
    }

    private void refuse(int index, String expected) {
        Node item = items.get(index);
        if (!YamlSource.isPlain(item)) {
            return;
        }
        String found = "item " + (index + 1) + " must be " + expected + " but is " + YamlSource.describe(item);
        note(source.place(item), found);
    }

    private void note(SourcePosition where, String fault) {
        source.problems().add(where, "Invalid " + label + ": " + fault);
    }
}
