package io.crumbless.settings.yaml;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping in a file, read key by key; call {@link #finish} after every key was read.
 *
 * <p>Does not throw. A missing value, or one of the wrong kind, is reported as a problem, and a required value is then
 * a placeholder (empty text, zero, the given default), which must not be used before {@link Problems#throwIfAny}.
 */
public final class YamlMapping {
    private final Map<String, NodeTuple> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final String label;
    private final SourcePosition place;
    private final YamlSource source;
    private final boolean silent;

    YamlMapping(MappingNode node, String label, YamlSource source) {
        this.label = label;
        this.place = source.place(node);
        this.source = source;
        this.silent = false;
        source.checkPlain(node);
        node.getValue().forEach(this::take);
    }

    /** A copy of another, whose nodes were checked before. */
    private YamlMapping(MappingNode node, String label, SourcePosition place, YamlSource source) {
        this.label = label;
        this.place = place;
        this.source = source;
        this.silent = false;
        for (NodeTuple tuple : node.getValue()) {
            values.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple);
        }
    }

    private YamlMapping(SourcePosition place, Problems problems) {
        this.label = "";
        this.place = place;
        this.source = new YamlSource(place.file(), problems);
        this.silent = true;
    }

    /** A placeholder for a mapping that could not be read, which was already reported: it reports nothing more. */
    public static YamlMapping silent(SourcePosition place, Problems problems) {
        return new YamlMapping(place, problems);
    }

    private void take(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        source.checkPlain(key);
        if (!(key instanceof ScalarNode scalar)) {
            note(source.place(key), "Invalid key" + in() + ": expected a name but found " + YamlSource.describe(key));
            return;
        }
        String name = scalar.getValue();
        if (name.equals("<<")) {
            note(source.place(key), "Unsupported merge key '<<'" + in() + ": write the keys out");
            return;
        }
        source.checkPlain(tuple.getValueNode());
        NodeTuple first = values.putIfAbsent(name, tuple);
        if (first != null) {
            int line = source.place(first.getKeyNode()).line();
            note(source.place(key), "Invalid key '" + name + "'" + in() + ": given twice, first on line " + line);
        }
    }

    /** The value of a key, without marking it as read. */
    @Nullable
    Node node(String key) {
        NodeTuple tuple = values.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    /** Keys and values in the order of the file. */
    Map<String, NodeTuple> entries() {
        return Collections.unmodifiableMap(values);
    }

    /** A mapping inside this one, for its copies. */
    YamlMapping inside(String aName, MappingNode node) {
        return new YamlMapping(node, aName, source);
    }

    /** The same position and label with other keys and values. */
    YamlMapping with(Collection<NodeTuple> others) {
        return new YamlMapping(new MappingNode(Tag.MAP, List.copyOf(others), FlowStyle.BLOCK), label, place, source);
    }

    /** The start of the mapping. */
    public SourcePosition place() {
        return place;
    }

    /** The position of a key; that of the mapping if the key is absent. */
    public SourcePosition place(String key) {
        NodeTuple tuple = values.get(key);
        return tuple == null ? place : source.place(tuple.getKeyNode());
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether the value of a key is a boolean. */
    public boolean isFlag(String key) {
        Node node = node(key);
        return node != null && node.getTag().equals(Tag.BOOL);
    }

    /** Whether the value of a key is a mapping. */
    public boolean isMapping(String key) {
        return node(key) instanceof MappingNode;
    }

    /** Whether the value of a key is a list. */
    public boolean isList(String key) {
        return node(key) instanceof SequenceNode;
    }

    /** Every key, in the order of the file. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Reports a problem with the value of a key, at its line. */
    public void problem(String key, String message) {
        note(place(key), message);
    }

    /** Reports a problem at a position inside this mapping, such as an item of a list. */
    public void problem(SourcePosition where, String message) {
        note(where, message);
    }

    /** The name of this mapping in messages: {@code attributes.baby_due_date}; empty for the file itself. */
    public String label() {
        return label;
    }

    /** The name of a key of this mapping in messages: {@code attributes.baby_due_date.keep}. */
    public String name(String key) {
        return label.isEmpty() ? key : label + "." + key;
    }

    /** Required text. */
    public String string(String key) {
        return required(key, optionalString(key), "");
    }

    public Optional<String> optionalString(String key) {
        return scalar(key, "text", Tag.STR).map(ScalarNode::getValue).filter(text -> notBlank(key, text));
    }

    /** A scalar as written, for another program to which everything is text. */
    public Optional<String> optionalScalar(String key) {
        return scalar(key, "one value", Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL)
                .map(ScalarNode::getValue)
                .filter(text -> notBlank(key, text));
    }

    /** A required boolean. */
    public boolean flag(String key) {
        return required(key, optionalFlag(key), false);
    }

    public Optional<Boolean> optionalFlag(String key) {
        return scalar(key, "true or false", Tag.BOOL).map(node -> Boolean.valueOf(node.getValue()));
    }

    /** A required integer. */
    public int whole(String key) {
        return required(key, boxed(optionalWhole(key)), 0);
    }

    public OptionalInt optionalWhole(String key) {
        Optional<ScalarNode> node = scalar(key, "a whole number", Tag.INT);
        if (node.isPresent() && !node.get().getValue().matches("-?[0-9]{1,9}")) {
            problem(key, "Invalid " + name(key) + ": " + node.get().getValue() + " has more than 9 digits");
            return OptionalInt.empty();
        }
        return node.isPresent() ? OptionalInt.of(Integer.parseInt(node.get().getValue())) : OptionalInt.empty();
    }

    /** A required number. */
    public double number(String key) {
        return required(key, optionalNumber(key), 0.0);
    }

    public Optional<Double> optionalNumber(String key) {
        Optional<ScalarNode> node = scalar(key, "a number", Tag.FLOAT, Tag.INT);
        // YAML also has .inf and .nan.
        if (node.isPresent() && !node.get().getValue().matches("[-+.0-9eE]+")) {
            wrongKind(key, "a number", node.get());
            return Optional.empty();
        }
        return node.map(number -> Double.valueOf(number.getValue()));
    }

    /** A required text, parsed; an exception of the parser is reported with its message. */
    public <T> T parsed(String key, Function<String, T> parser, T placeholder) {
        return required(key, optionalParsed(key, parser), placeholder);
    }

    public <T> Optional<T> optionalParsed(String key, Function<String, T> parser) {
        Optional<String> text = optionalString(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException | DateTimeException e) {
            problem(key, "Invalid " + name(key) + " " + YamlSource.quote(text.get()) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A required word of an enumeration. */
    public <T> T word(String key, Map<String, T> words, T placeholder) {
        return required(key, optionalWord(key, words), placeholder);
    }

    public <T> Optional<T> optionalWord(String key, Map<String, T> words) {
        Optional<String> text = optionalString(key);
        if (text.isPresent() && !words.containsKey(text.get())) {
            problem(key, unknown(key, text.get(), words));
        }
        return text.map(words::get);
    }

    /** Words of an enumeration, in the order of the file; empty if the key is absent. */
    public <T> List<T> words(String key, Map<String, T> words) {
        List<T> found = new ArrayList<>();
        for (SettingText text : texts(key)) {
            T value = words.get(text.text());
            if (value == null) {
                note(text.place(), unknown(key, text.text(), words));
            } else {
                found.add(value);
            }
        }
        return found;
    }

    /** Texts of a list, in the order of the file; empty if the key is absent. Repeats are reported. */
    public List<SettingText> texts(String key) {
        return optionalList(key).map(YamlList::texts).orElse(List.of());
    }

    /** A required mapping. */
    public YamlMapping mapping(String key) {
        return required(key, optionalMapping(key), silent(place(key), source.problems()));
    }

    public Optional<YamlMapping> optionalMapping(String key) {
        Node node = value(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlMapping(mapping, name(key), source));
        }
        wrongKind(key, "keys and values", node);
        return Optional.empty();
    }

    /** Every value as a mapping, for mappings whose keys are names chosen by the author. */
    public Map<String, YamlMapping> mappings() {
        Map<String, YamlMapping> mappings = new LinkedHashMap<>();
        keys().forEach(key -> optionalMapping(key).ifPresent(mapping -> mappings.put(key, mapping)));
        return mappings;
    }

    /** Every value as text, for mappings whose keys are names chosen by the author. */
    public Map<String, String> strings() {
        Map<String, String> strings = new LinkedHashMap<>();
        keys().forEach(key -> optionalString(key).ifPresent(text -> strings.put(key, text)));
        return strings;
    }

    /** Required list. */
    public YamlList list(String key) {
        return required(key, optionalList(key), new YamlList(List.of(), name(key), place(key), source));
    }

    public Optional<YamlList> optionalList(String key) {
        Node node = value(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof SequenceNode sequence) {
            return Optional.of(new YamlList(sequence.getValue(), name(key), source.place(sequence), source));
        }
        wrongKind(key, "a list", node);
        return Optional.empty();
    }

    /** Reports every key that was not read, with the most similar one that was. */
    public void finish() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problem(key, "Unknown key '" + key + "'" + in() + Names.hint(key, asked));
            }
        }
    }

    private <T> String unknown(String key, String given, Map<String, T> words) {
        return "Unknown " + name(key) + " " + YamlSource.quote(given) + Names.hint(given, words.keySet());
    }

    private Optional<ScalarNode> scalar(String key, String expected, Tag... tags) {
        Node node = value(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && List.of(tags).contains(node.getTag())) {
            return Optional.of(scalar);
        }
        wrongKind(key, expected, node);
        return Optional.empty();
    }

    private void wrongKind(String key, String expected, Node node) {
        if (!YamlSource.isPlain(node)) {
            return;
        }
        boolean unquoted = expected.equals("text")
                && node instanceof ScalarNode
                && !node.getTag().equals(Tag.NULL);
        String advice = unquoted ? "; put it in quotes" : "";
        problem(
                key,
                "Invalid " + name(key) + ": expected " + expected + " but found " + YamlSource.describe(node) + advice);
    }

    private boolean notBlank(String key, String text) {
        if (text.isBlank()) {
            problem(key, "Invalid " + name(key) + ": the text is blank");
        }
        return !text.isBlank();
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        return node(key);
    }

    private <T> T required(String key, Optional<T> value, T placeholder) {
        if (value.isEmpty() && !has(key) && !silent) {
            note(place, "Missing key '" + key + "'" + in());
        }
        return value.orElse(placeholder);
    }

    private String in() {
        return label.isEmpty() ? "" : " in " + label;
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private void note(SourcePosition where, String message) {
        source.problems().add(where, message);
    }
}
