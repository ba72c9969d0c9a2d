package io.crumbless.policy;

import io.crumbless.profile.Origin;
import io.crumbless.settings.Names;
import io.crumbless.settings.Place;
import io.crumbless.settings.Problems;
import io.crumbless.settings.SettingText;
import io.crumbless.settings.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code provenance.yaml} and, with its kinds of traits, {@code segments.csv}. */
final class ProvenanceReader {
    private static final Pattern RULE_NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** What a model concluded is inferred, whatever a policy would like to call it. */
    private static final Set<String> ALWAYS_INFERRED = Set.of("algorithmic", "lookalike");

    private static final List<String> BUILT_IN =
            List.of(Provenance.NAME_PATTERN, Provenance.SENSITIVE_TAXONOMY, Provenance.NO_RULE);

    private static final Map<String, Origin> ORIGINS = Names.words(List.of(Origin.values()), Origin::word);

    private final Problems problems;
    private final Vocabulary vocabulary;
    private final Map<String, Attribute> attributes;
    private final Set<String> attributesWritten;

    /** @param attributesWritten names in {@code attributes.yaml}, sound or not */
    ProvenanceReader(
            Problems problems,
            Vocabulary vocabulary,
            Map<String, Attribute> attributes,
            Set<String> attributesWritten) {
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.attributes = attributes;
        this.attributesWritten = attributesWritten;
    }

    Provenance read(YamlMapping file, Optional<String> segmentsText) {
        Taxonomy taxonomy = taxonomy(file.mapping("taxonomy"));
        Map<String, Origin> kinds = kinds(file.mapping("traits"));
        List<String> patterns = patterns(file);
        Set<String> methods = linkMethods(file);
        Segments segments = segmentsText
                .map(text -> new SegmentsReader(problems, kinds, taxonomy).read(text))
                .orElse(new Segments(Map.of()));
        List<ProvenanceRule> rules = rules(file, segments, taxonomy);
        file.finish();
        return new Provenance(rules, segments, taxonomy, patterns, methods);
    }

    private Taxonomy taxonomy(YamlMapping taxonomy) {
        taxonomy.word("name", Map.of(Taxonomy.NAME, Taxonomy.NAME), Taxonomy.NAME);
        String prefix = taxonomy.string("prefix");
        taxonomy.finish();
        return new Taxonomy(prefix.isEmpty() ? "\0" : prefix, vocabulary.segments());
    }

    private static Map<String, Origin> kinds(YamlMapping written) {
        Map<String, Origin> kinds = new LinkedHashMap<>();
        for (String kind : written.keys()) {
            written.optionalWord(kind, ORIGINS).ifPresent(origin -> {
                kinds.put(kind, origin);
                checkKind(written, kind, origin);
            });
        }
        return kinds;
    }

    private static void checkKind(YamlMapping written, String kind, Origin origin) {
        if (origin == Origin.DECLARED) {
            written.problem(
                    kind,
                    "Invalid " + written.name(kind) + " 'declared': nothing that cookies left behind is declared");
        } else if (ALWAYS_INFERRED.contains(kind.replaceAll("[-_]", "")) && origin != Origin.INFERRED) {
            written.problem(
                    kind,
                    "Invalid " + written.name(kind) + " '" + origin.word() + "': what a model concluded is inferred");
        }
    }

    private static List<String> patterns(YamlMapping file) {
        file.list("name-patterns");
        List<String> patterns = new ArrayList<>();
        for (SettingText pattern : file.texts("name-patterns")) {
            if (Provenance.bare(pattern.text()).length() < 3) {
                file.problem(
                        pattern.place(),
                        "Invalid name-patterns '" + pattern.text()
                                + "': a pattern needs three letters or digits at least");
            }
            patterns.add(pattern.text());
        }
        return patterns;
    }

    private static Set<String> linkMethods(YamlMapping file) {
        file.list("trusted-link-methods");
        Set<String> methods = new TreeSet<>();
        for (SettingText method : file.texts("trusted-link-methods")) {
            if (Provenance.bare(method.text()).contains("probabilistic")) {
                file.problem(
                        method.place(),
                        "Invalid trusted-link-methods '" + method.text()
                                + "': a guess about who sits before a screen is never trusted");
            }
            methods.add(method.text());
        }
        return methods;
    }

    private List<ProvenanceRule> rules(YamlMapping file, Segments segments, Taxonomy taxonomy) {
        List<ProvenanceRule> rules = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        for (YamlMapping entry : file.list("rules").mappings()) {
            rule(entry, segments, taxonomy).ifPresent(rule -> {
                checkName(entry, rule.name(), names);
                rules.stream()
                        .filter(earlier -> earlier.hides(rule))
                        .findFirst()
                        .ifPresent(earlier -> entry.problem(
                                "name",
                                "Invalid rule '" + rule.name() + "': it can never match, because rule '"
                                        + earlier.name() + "' before it matches all that it could"));
                rules.add(rule);
            });
        }
        checkProvidedIsReachable(file, rules);
        return rules;
    }

    private static void checkName(YamlMapping entry, String name, Map<String, Place> names) {
        Place first = names.putIfAbsent(name, entry.place("name"));
        if (first != null) {
            entry.problem("name", "Invalid rule name '" + name + "': given twice, first on line " + first.line());
        }
        if (!RULE_NAME.matcher(name).matches() || BUILT_IN.contains(name)) {
            String reason = BUILT_IN.contains(name) ? "it is built in" : "use lower-case letters, digits and dashes";
            entry.problem("name", "Invalid rule name '" + name + "': " + reason);
        }
    }

    private Optional<ProvenanceRule> rule(YamlMapping entry, Segments segments, Taxonomy taxonomy) {
        int before = problems.size();
        String name = entry.string("name");
        String because = entry.string("because");
        YamlMapping when = entry.mapping("when");
        List<Glob> sources = globs(when, "source");
        List<Glob> segmentIds = globs(when, "segment");
        List<Glob> columns = globs(when, "column");
        List<Glob> collectedBy = globs(when, "collected-by");
        Optional<Boolean> scored = when.optionalWord("score", Map.of("present", true, "absent", false));
        when.finish();
        Origin origin = entry.word("origin", ORIGINS, Origin.UNKNOWN);
        Optional<String> attribute = entry.optionalString("attribute");
        Optional<String> value = entry.optionalString("value");
        entry.finish();
        if (!segmentIds.isEmpty() && !columns.isEmpty()) {
            when.problem(
                    "column",
                    "Invalid " + when.name("column")
                            + ": a row names a segment or a column, so this could never match");
        }
        for (Glob id : segmentIds) {
            if (id.isExact()
                    && !segments.lists(id.text())
                    && taxonomy.find(id.text()).isEmpty()) {
                when.problem(
                        "segment",
                        "Unknown segment '" + id.text() + "' in " + when.name("segment") + ": list it in "
                                + PolicyFiles.SEGMENTS);
            }
        }
        if (origin == Origin.DECLARED) {
            entry.problem(
                    "origin",
                    "Invalid " + entry.name("origin")
                            + " 'declared': nothing that cookies left behind is declared; at most it is provided");
        }
        Optional<Attribute> target =
                origin == Origin.PROVIDED ? target(entry, attribute, value, segmentIds, columns) : Optional.empty();
        if (origin != Origin.PROVIDED && (attribute.isPresent() || value.isPresent())) {
            String key = attribute.isPresent() ? "attribute" : "value";
            entry.problem(key, "Invalid " + entry.name(key) + ": only a provided value may fill an attribute");
        }
        if (origin == Origin.PROVIDED) {
            checkTraits(when, segmentIds, segments);
            if (scored.equals(Optional.of(true))) {
                when.problem(
                        "score",
                        "Invalid " + when.name("score") + " 'present': a scored value is never provided, so this could"
                                + " never match");
            }
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        Optional<String> canonical =
                target.flatMap(of -> value.flatMap(of.type()::parse).map(io.crumbless.profile.Value::canonical));
        return Optional.of(new ProvenanceRule(
                name, because, sources, segmentIds, columns, collectedBy, scored, origin, target, canonical));
    }

    private Optional<Attribute> target(
            YamlMapping entry,
            Optional<String> name,
            Optional<String> value,
            List<Glob> segmentIds,
            List<Glob> columns) {
        if (name.isEmpty()) {
            entry.problem(
                    "origin",
                    "Missing key 'attribute' in " + entry.name("origin").replace(".origin", "")
                            + ": a provided value has no effect unless it may fill an attribute");
            return Optional.empty();
        }
        if (segmentIds.isEmpty() && columns.isEmpty()) {
            entry.problem(
                    "when",
                    "Missing key 'segment' or 'column' in " + entry.name("when")
                            + ": a rule that provides a value must say where it stands");
        }
        if (segmentIds.isEmpty() == value.isPresent() && !(segmentIds.isEmpty() && columns.isEmpty())) {
            String message = value.isPresent()
                    ? "Invalid " + entry.name("value") + ": the value stands in the column"
                    : "Missing key 'value' in " + entry.name("origin").replace(".origin", "")
                            + ": what does membership of the segment say";
            entry.problem(value.isPresent() ? "value" : "origin", message);
        }
        Attribute attribute = attributes.get(name.get());
        if (attribute == null) {
            if (!attributesWritten.contains(name.get())) {
                entry.problem(
                        "attribute",
                        "Unknown " + entry.name("attribute") + " '" + name.get() + "'"
                                + Names.hint(name.get(), attributesWritten));
            }
            return Optional.empty();
        }
        if (attribute.provided().isEmpty()) {
            entry.problem(
                    "attribute",
                    "Invalid " + entry.name("attribute") + " '" + name.get()
                            + "': the attribute does not accept provided values");
        }
        if (value.isPresent() && attribute.type().parse(value.get()).isEmpty()) {
            entry.problem(
                    "value",
                    "Invalid " + entry.name("value") + " '" + value.get() + "': " + name.get() + " is of type "
                            + attribute.type().notation());
        }
        return Optional.of(attribute);
    }

    private static void checkTraits(YamlMapping when, List<Glob> segmentIds, Segments segments) {
        for (Glob id : segmentIds) {
            segments.bySource().values().stream()
                    .flatMap(bySource -> bySource.values().stream())
                    .filter(segment -> id.isExact() && segment.id().equals(id.text()))
                    .map(ListedSegment::weakestTrait)
                    .filter(trait -> trait.origin() != Origin.PROVIDED)
                    .forEach(trait -> when.problem(
                            "segment",
                            "Invalid " + when.name("segment") + " '" + id.text() + "': its trait '" + trait.name()
                                    + "' is " + trait.kind() + ", so it is never more than "
                                    + trait.origin().word()));
        }
    }

    private void checkProvidedIsReachable(YamlMapping file, List<ProvenanceRule> rules) {
        for (Attribute attribute : attributes.values()) {
            boolean reached = rules.stream().anyMatch(rule -> rule.target().equals(Optional.of(attribute)));
            if (attribute.provided().isPresent() && !reached && file.has("rules")) {
                file.problem(
                        "rules",
                        "Missing rule for attribute " + attribute.name()
                                + ": it accepts provided values, but no sound rule yields one");
            }
        }
    }

    private static List<Glob> globs(YamlMapping when, String key) {
        return when.texts(key).stream().map(text -> Glob.of(text.text())).toList();
    }
}
