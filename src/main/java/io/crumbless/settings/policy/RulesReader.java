package io.crumbless.settings.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.Conditions;
import io.crumbless.kernel.provenance.ListedSegment;
import io.crumbless.kernel.provenance.NamePattern;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.kernel.provenance.ProvenanceRule;
import io.crumbless.kernel.provenance.Segments;
import io.crumbless.kernel.provenance.Taxonomy;
import io.crumbless.kernel.provenance.Trait;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SourcePosition;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the rules of {@code provenance.yaml}. */
final class RulesReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final List<String> BUILT_IN = List.of(
            Provenance.NAME_PATTERN,
            Provenance.SENSITIVE_TAXONOMY,
            Provenance.SCORE,
            Provenance.SEVERAL_NAMES,
            Provenance.NO_RULE);

    private final Problems problems;
    private final Map<String, Attribute> attributes;
    private final Set<String> attributesWritten;
    private final Segments segments;
    private final Taxonomy taxonomy;

    private final List<ProvenanceRule> rules = new ArrayList<>();
    private final Map<String, SourcePosition> names = new HashMap<>();
    private final Set<String> targetsWritten = new HashSet<>();

    /** @param attributesWritten names in {@code attributes.yaml}, valid or not */
    RulesReader(
            Problems problems,
            Map<String, Attribute> attributes,
            Set<String> attributesWritten,
            Segments segments,
            Taxonomy taxonomy) {
        this.problems = problems;
        this.attributes = attributes;
        this.attributesWritten = attributesWritten;
        this.segments = segments;
        this.taxonomy = taxonomy;
    }

    List<ProvenanceRule> read(YamlMapping file) {
        for (YamlMapping entry : file.list("rules").mappings()) {
            int before = problems.size();
            ProvenanceRule rule = rule(entry);
            if (problems.size() == before) {
                checkReachable(entry, rule);
                rules.add(rule);
            }
        }
        checkEachProvidedHasARule(file);
        return rules;
    }

    private ProvenanceRule rule(YamlMapping entry) {
        String name = entry.string("name");
        checkName(entry, name);
        String because = entry.string("because");
        YamlMapping when = entry.mapping("when");
        Conditions written = conditions(when);
        Origin origin = entry.word("origin", ProvenanceReader.ORIGINS, Origin.UNKNOWN);
        Optional<String> target = entry.optionalString("attribute");
        Optional<String> value = entry.optionalString("value");
        entry.finish();
        target.ifPresent(targetsWritten::add);
        if (origin == Origin.DECLARED) {
            entry.problem(
                    "origin",
                    "Invalid " + entry.name("origin")
                            + " 'declared': nothing that cookies left behind is declared; at most it is provided");
        }
        if (origin == Origin.PROVIDED) {
            return provided(entry, new Draft(name, because, when, written), target, value);
        }
        if (target.isPresent() || value.isPresent()) {
            String key = target.isPresent() ? "attribute" : "value";
            entry.problem(key, "Invalid " + entry.name(key) + ": only a provided value may fill an attribute");
        }
        return new ProvenanceRule(name, because, written, origin, Optional.empty(), Optional.empty());
    }

    private record Draft(String name, String because, YamlMapping when, Conditions written) {}

    private void checkName(YamlMapping entry, String name) {
        SourcePosition first = names.putIfAbsent(name, entry.place("name"));
        if (first != null && !name.isEmpty()) {
            entry.problem("name", "Invalid rule name '" + name + "': given twice, first on line " + first.line());
        }
        if (BUILT_IN.contains(name)) {
            entry.problem("name", "Invalid rule name '" + name + "': it is built in");
        } else if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            entry.problem("name", "Invalid rule name '" + name + "': use lower-case letters, digits and dashes");
        }
    }

    private Conditions conditions(YamlMapping when) {
        Conditions conditions = new Conditions(
                globs(when, "source"),
                globs(when, "segment"),
                globs(when, "column"),
                globs(when, "collected-by"),
                when.optionalWord("score", Map.of("present", true, "absent", false)));
        when.finish();
        if (!conditions.segments().isEmpty() && !conditions.columns().isEmpty()) {
            when.problem(
                    "column",
                    "Invalid " + when.name("column")
                            + ": a row names a segment or a column, never both, so the rule could not match");
        }
        for (NamePattern id : conditions.segments()) {
            boolean known = !id.isExact()
                    || segments.isEmpty()
                    || segments.lists(id.text())
                    || taxonomy.find(id.text()).isPresent();
            if (!known) {
                when.problem(
                        "segment",
                        "Unknown segment '" + id.text() + "' in " + when.name("segment") + ": list it in "
                                + PolicyFileNames.SEGMENTS);
            }
        }
        return conditions;
    }

    private static List<NamePattern> globs(YamlMapping when, String key) {
        List<NamePattern> globs = when.texts(key).stream()
                .map(text -> new NamePattern(text.text()))
                .toList();
        if (globs.isEmpty() && when.optionalList(key).isPresent()) {
            when.problem(key, "Missing patterns in " + when.name(key) + ": the list is empty; remove the key");
        }
        return globs;
    }

    private ProvenanceRule provided(YamlMapping entry, Draft draft, Optional<String> target, Optional<String> value) {
        Conditions written = draft.written();
        if (written.scored().equals(Optional.of(true))) {
            draft.when()
                    .problem(
                            "score",
                            "Invalid " + draft.when().name("score")
                                    + " 'present': a scored value is never more than inferred");
        }
        checkStandsSomewhere(entry, written, value);
        checkTraits(draft.when(), written.segments());
        Optional<Attribute> attribute = target(entry, target);
        attribute.ifPresent(found -> value.ifPresent(text -> checkValue(entry, found, text)));
        Optional<AttributeType> type = attribute.map(Attribute::type);
        Optional<String> canonical =
                value.flatMap(text -> type.flatMap(of -> of.parse(text))).map(Value::canonical);
        return new ProvenanceRule(draft.name(), draft.because(), written, Origin.PROVIDED, attribute, canonical);
    }

    private static void checkStandsSomewhere(YamlMapping entry, Conditions when, Optional<String> value) {
        if (when.segments().isEmpty() && when.columns().isEmpty()) {
            entry.problem(
                    "when",
                    "Missing key 'segment' or 'column' in " + entry.name("when")
                            + ": a rule that yields a provided value says where it stands");
        } else if (when.segments().isEmpty() && value.isPresent()) {
            entry.problem("value", "Invalid " + entry.name("value") + ": the value stands in the column");
        } else if (!when.segments().isEmpty() && value.isEmpty()) {
            entry.problem(
                    "origin",
                    "Missing key 'value' in " + entry.label() + ": it says what membership of the segment means");
        }
    }

    /** A rule cannot make a segment stronger than its weakest trait, so one that tries would have no effect. */
    private void checkTraits(YamlMapping when, List<NamePattern> ids) {
        for (NamePattern id : ids) {
            for (ListedSegment segment : id.isExact() ? segments.all(id.text()) : List.<ListedSegment>of()) {
                Trait weakest = segment.weakestTrait();
                if (weakest.origin() != Origin.PROVIDED) {
                    when.problem(
                            "segment",
                            "Invalid " + when.name("segment") + " '" + id.text() + "': its trait '" + weakest.name()
                                    + "' is " + weakest.kind() + ", so the segment is never more than "
                                    + weakest.origin().word());
                }
            }
        }
    }

    private Optional<Attribute> target(YamlMapping entry, Optional<String> name) {
        if (name.isEmpty()) {
            if (!entry.has("attribute")) {
                entry.problem(
                        "origin",
                        "Missing key 'attribute' in " + entry.label()
                                + ": a provided value has no effect unless it fills an attribute");
            }
            return Optional.empty();
        }
        if (!attributesWritten.isEmpty() && !attributesWritten.contains(name.get())) {
            entry.problem(
                    "attribute",
                    "Unknown " + entry.name("attribute") + " '" + name.get() + "'"
                            + Names.hint(name.get(), attributesWritten));
        }
        Optional<Attribute> attribute = Optional.ofNullable(attributes.get(name.get()));
        if (attribute.isPresent() && attribute.get().provided().isEmpty()) {
            entry.problem(
                    "attribute",
                    "Invalid " + entry.name("attribute") + " '" + name.get()
                            + "': the attribute does not accept provided values");
        }
        return attribute;
    }

    private static void checkValue(YamlMapping entry, Attribute attribute, String value) {
        if (attribute.type().parse(value).isEmpty()) {
            entry.problem(
                    "value",
                    "Invalid " + entry.name("value") + " '" + value + "': " + attribute.name() + " is of type "
                            + attribute.type().notation());
        }
    }

    private void checkReachable(YamlMapping entry, ProvenanceRule rule) {
        rules.stream()
                .filter(earlier -> earlier.when().include(rule.when()))
                .findFirst()
                .ifPresent(earlier -> entry.problem(
                        "name",
                        "Invalid rule '" + rule.name() + "': it can never match, because rule '" + earlier.name()
                                + "' stands before it and matches all that it could"));
    }

    private void checkEachProvidedHasARule(YamlMapping file) {
        for (Attribute attribute : attributes.values()) {
            boolean written = targetsWritten.contains(attribute.name().value());
            if (attribute.provided().isPresent() && !written && file.has("rules")) {
                file.problem(
                        "rules",
                        "Missing rule for attribute " + attribute.name()
                                + ": it accepts provided values, but no rule yields one");
            }
        }
    }
}
