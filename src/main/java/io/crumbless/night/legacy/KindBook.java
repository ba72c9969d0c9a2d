package io.crumbless.night.legacy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.Classification;
import io.crumbless.kernel.provenance.ValueBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Classifies each kind of value of one source once. Thread-safe. */
final class KindBook {
    /**
     * If there are more kinds than this, the names are probably ids; further kinds are classified each time instead of
     * being cached.
     */
    private static final int MOST_KINDS = 1 << 20;

    private final String source;
    private final boolean attributes;
    private final Policy policy;
    private final Night night;
    private final Map<Evidence, LegacyValueKind> kinds = new ConcurrentHashMap<>();
    private final Map<LegacyValueKind, LegacyValueKind> distinct = new ConcurrentHashMap<>();
    private final List<String> rules = new ArrayList<>();
    private final SegmentBook segments = new SegmentBook();

    KindBook(MembershipSource source, Policy policy, Night night) {
        this.source = source.name();
        this.attributes = source.namesAttributes();
        this.policy = policy;
        this.night = night;
    }

    /** The evidence by which the origin of a value is decided. */
    private record Evidence(
            String name,
            @Nullable String collectedBy,
            @Nullable String system,
            boolean scored) {}

    /**
     * @param name name of the segment or attribute
     * @param system the system named by the row, if any
     */
    LegacyValueKind kind(String name, @Nullable String collectedBy, @Nullable String system, boolean scored) {
        Evidence evidence = new Evidence(name, collectedBy, system, scored);
        LegacyValueKind known = kinds.get(evidence);
        if (known != null) {
            return known;
        }
        LegacyValueKind classified = classify(evidence);
        // There are few distinct kinds; sharing them keeps the data of the row loop in the first-level cache.
        LegacyValueKind same = distinct.putIfAbsent(classified, classified);
        LegacyValueKind kind = same == null ? classified : same;
        segments.note(name, kind);
        if (kinds.size() < MOST_KINDS) {
            kinds.put(evidence, kind);
        }
        return kind;
    }

    private LegacyValueKind classify(Evidence evidence) {
        String from = evidence.system == null ? source : evidence.system;
        Classification classification = attributes
                ? policy.provenance().classifyAttribute(from, evidence.name, evidence.collectedBy, evidence.scored)
                : policy.provenance().classify(from, evidence.name, evidence.collectedBy, evidence.scored);
        int rule = rule(classification.rule());
        return switch (classification.origin()) {
            case OBSERVED, DERIVED, INFERRED, ACQUIRED, UNKNOWN ->
                LegacyValueKind.decided(classification.origin(), ValueBin.stripped(classification.origin()), rule);
            case PROVIDED -> provided(classification, rule);
            case DECLARED ->
                throw new IllegalStateException(
                        "Rule " + classification.rule() + " makes a legacy value declared, which no legacy value is");
        };
    }

    private LegacyValueKind provided(Classification classification, int rule) {
        Attribute target = classification.target();
        if (target == null
                || !target.accepts().contains(Origin.PROVIDED)
                || target.provided().isEmpty()) {
            return LegacyValueKind.decided(Origin.PROVIDED, ValueBin.NOT_ACCEPTED, rule);
        }
        if (night.businessDate().isAfter(target.provided().get().until())) {
            return LegacyValueKind.decided(Origin.PROVIDED, ValueBin.SUNSET_PASSED, rule);
        }
        String text = classification.value();
        Optional<Value> fixed = text == null ? Optional.empty() : target.type().parse(text);
        if (text != null && fixed.isEmpty()) {
            return LegacyValueKind.decided(Origin.PROVIDED, ValueBin.NOT_ACCEPTED, rule);
        }
        int attribute = policy.indexOf(target.name().value());
        boolean givesAge = policy.ageAttribute().filter(target::equals).isPresent();
        return new LegacyValueKind(
                Origin.PROVIDED, ValueBin.CANDIDATE, rule, attribute, target, fixed.orElse(null), givesAge);
    }

    private int rule(String name) {
        synchronized (rules) {
            int known = rules.indexOf(name);
            if (known >= 0) {
                return known;
            }
            rules.add(name);
            return rules.size() - 1;
        }
    }

    /** The names requested so far. */
    SegmentTally segments() {
        return segments.tally();
    }

    /** The number of rules so far; never decreases. */
    int rules() {
        synchronized (rules) {
            return rules.size();
        }
    }

    String ruleName(int rule) {
        synchronized (rules) {
            return rules.get(rule);
        }
    }
}
