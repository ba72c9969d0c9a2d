package io.crumbless.settings.yaml;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The file being read and where its problems go. */
record YamlSource(String file, Problems problems) {
    private static final int QUOTED = 60;

    private static final Map<Tag, String> KINDS = Map.of(
            Tag.STR, "the text ",
            Tag.INT, "the number ",
            Tag.FLOAT, "the number ",
            Tag.BOOL, "the truth value ",
            Tag.NULL, "nothing",
            Tag.MAP, "keys and values",
            Tag.SEQ, "a list");

    /** In the file the node was read from, which may be another where one gives defaults to the other. */
    SourcePosition place(Node node) {
        return new SourcePosition(
                node.getStartMark().map(Mark::getName).orElse(file),
                node.getStartMark().map(Mark::getLine).orElse(-1) + 1);
    }

    /** The mark of a place, for nodes that are made of others. */
    static Optional<Mark> mark(SourcePosition place) {
        return Optional.of(new Mark(place.file(), 0, Math.max(0, place.line() - 1), 0, new int[0], 0));
    }

    /** Notes an anchor or a tag, which are refused everywhere. Aliases lead back to an anchored node. */
    void checkPlain(Node node) {
        node.getAnchor()
                .ifPresent(anchor -> problems.add(
                        place(node),
                        "Unsupported anchor '&" + anchor.getValue() + "': write the content out wherever it applies"));
        if (!isPlain(node)) {
            problems.add(
                    place(node),
                    "Unsupported tag '" + node.getTag().getValue() + "': write plain text, numbers, lists or keys");
        }
    }

    /** Whether the node is of a kind every YAML reader knows; others were noted as tags. */
    static boolean isPlain(Node node) {
        return KINDS.containsKey(node.getTag());
    }

    /** What a node is, for messages: {@code the text 'abc'}, {@code a list}. */
    static String describe(Node node) {
        String kind = KINDS.getOrDefault(node.getTag(), "something unknown");
        return kind.endsWith(" ") && node instanceof ScalarNode scalar ? kind + quote(scalar.getValue()) : kind;
    }

    static String quote(String text) {
        String line = text.replaceAll("\\s+", " ");
        return "'" + (line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…") + "'";
    }
}
