package io.crumbless.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Modified copies of mappings. The copies keep the positions of their parts, even across files, so that problems are
 * reported where the part was written.
 */
public final class YamlEdits {
    private YamlEdits() {}

    /**
     * Replaces items of a list.
     *
     * @param having only items with this key are replaced
     */
    public static YamlMapping withItems(
            YamlMapping mapping, String listKey, String having, UnaryOperator<YamlMapping> item) {
        if (!(mapping.node(listKey) instanceof SequenceNode list)) {
            return mapping;
        }
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < list.getValue().size(); i++) {
            Node one = list.getValue().get(i);
            String name = mapping.name(listKey) + "[" + (i + 1) + "]";
            items.add(
                    one instanceof MappingNode inner && hasKey(inner, having)
                            ? node(item.apply(mapping.inside(name, inner)))
                            : one);
        }
        return with(mapping, listKey, new SequenceNode(list.getTag(), items, list.getFlowStyle()));
    }

    private static boolean hasKey(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key));
    }

    /** Replaces the mapping at a key. */
    public static YamlMapping withMapping(YamlMapping mapping, String key, UnaryOperator<YamlMapping> replacement) {
        return mapping.node(key) instanceof MappingNode inner
                ? with(mapping, key, node(replacement.apply(mapping.inside(mapping.name(key), inner))))
                : mapping;
    }

    /** Removes a key. */
    public static YamlMapping without(YamlMapping mapping, String key) {
        Map<String, NodeTuple> others = new LinkedHashMap<>(mapping.entries());
        others.remove(key);
        return mapping.with(others.values());
    }

    /**
     * Adds keys that are only in another mapping. Mappings in both are merged key by key.
     *
     * @param excluded paths that are not added, such as {@code columns.subject-id}
     */
    public static YamlMapping withDefaults(YamlMapping mapping, YamlMapping defaults, Predicate<String> excluded) {
        return withDefaults(mapping, defaults, "", excluded);
    }

    private static YamlMapping withDefaults(
            YamlMapping mapping, YamlMapping defaults, String path, Predicate<String> excluded) {
        Map<String, NodeTuple> all = new LinkedHashMap<>(mapping.entries());
        defaults.entries().forEach((key, entry) -> {
            String inner = path.isEmpty() ? key : path + "." + key;
            if (excluded.test(inner)) {
                return;
            }
            if (defaults.isMapping(key) && (mapping.isMapping(key) || !mapping.has(key))) {
                YamlMapping theirs = defaults.mapping(key);
                YamlMapping own = mapping.has(key) ? mapping.mapping(key) : theirs.with(List.of());
                Node keyNode = all.getOrDefault(key, entry).getKeyNode();
                all.put(key, new NodeTuple(keyNode, node(withDefaults(own, theirs, inner, excluded))));
            } else {
                all.putIfAbsent(key, entry);
            }
        });
        return mapping.with(all.values());
    }

    private static YamlMapping with(YamlMapping mapping, String key, Node value) {
        Map<String, NodeTuple> all = new LinkedHashMap<>(mapping.entries());
        all.computeIfPresent(key, (name, before) -> new NodeTuple(before.getKeyNode(), value));
        return mapping.with(all.values());
    }

    private static MappingNode node(YamlMapping mapping) {
        return new MappingNode(
                Tag.MAP,
                true,
                List.copyOf(mapping.entries().values()),
                FlowStyle.BLOCK,
                YamlSource.mark(mapping.place()),
                Optional.empty());
    }
}
