package io.crumbless.settings.yaml;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The content of a file independent of layout, comments and the order of keys, for hashing. */
public final class YamlContent {
    private YamlContent() {}

    /**
     * The content of one key.
     *
     * @param without excluded keys, with their full paths, {@code declarations.database.url}
     * @return empty if the key is absent
     */
    public static String of(YamlMapping mapping, String key, Set<String> without) {
        StringBuilder content = new StringBuilder();
        Node node = mapping.node(key);
        if (node != null) {
            append(node, mapping.name(key), without, content);
        }
        return content.toString();
    }

    private static void append(Node node, String path, Set<String> without, StringBuilder content) {
        if (node instanceof MappingNode mapping) {
            SortedMap<String, Node> sorted = new TreeMap<>();
            mapping.getValue().forEach(tuple -> {
                if (tuple.getKeyNode() instanceof ScalarNode name && !without.contains(path + "." + name.getValue())) {
                    sorted.put(name.getValue(), tuple.getValueNode());
                }
            });
            content.append('{');
            sorted.forEach((name, value) -> {
                content.append(name).append(':');
                append(value, path + "." + name, without, content);
            });
            content.append('}');
        } else if (node instanceof SequenceNode sequence) {
            content.append('[');
            sequence.getValue().forEach(item -> append(item, path, without, content));
            content.append(']');
        } else if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            content.append(text.length()).append(' ').append(text).append(',');
        }
    }
}
