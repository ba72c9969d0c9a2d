package io.crumbless.settings.yaml;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The file that is parsed, and its problems. */
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

    /** In the file from which the node was parsed, which may differ if one file provides defaults for another. */
    SourcePosition place(Node node) {
        return new SourcePosition(
                node.getStartMark().map(Mark::getName).orElse(file),
                node.getStartMark().map(Mark::getLine).orElse(-1) + 1);
    }

    /** The mark of a position, for derived nodes. */
    static Optional<Mark> mark(SourcePosition place) {
        return Optional.of(new Mark(place.file(), 0, Math.max(0, place.line() - 1), 0, new int[0], 0));
    }

    /** Reports an anchor or a tag, which are refused everywhere. Aliases refer to an anchored node. */
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

    /** Whether the node has a standard tag; others were reported. */
    static boolean isPlain(Node node) {
        return KINDS.containsKey(node.getTag());
    }

    /** Describes a node in messages: {@code the text 'abc'}, {@code a list}. */
    static String describe(Node node) {
        String kind = KINDS.getOrDefault(node.getTag(), "something unknown");
        return kind.endsWith(" ") && node instanceof ScalarNode scalar ? kind + quote(scalar.getValue()) : kind;
    }

    static String quote(String text) {
        String line = text.replaceAll("\\s+", " ");
        return "'" + (line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…") + "'";
    }
}
