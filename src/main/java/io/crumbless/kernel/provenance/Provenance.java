package io.crumbless.kernel.provenance;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.profile.Origin;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies legacy values by their evidence, {@code provenance.yaml} and {@code segments.csv}.
 *
 * <p>The first that applies decides: a sensitive segment of the taxonomy, or a name that matches a name pattern, is
 * inferred, regardless of rules; a text with several names that is not listed is unknown; then the first matching rule,
 * where a stripping rule takes precedence over a providing one in any spelling of the evidence; then the weakest trait
 * of a listed segment; otherwise the origin is unknown. No rule makes a segment stronger than its weakest trait, in
 * whatever spelling it is listed, or a scored value stronger than inferred. The result depends on the arguments alone,
 * so classify once per dictionary entry.
 */
public final class Provenance {
    /** The name looks like the output of a model. */
    public static final String NAME_PATTERN = "name-pattern";

    /** An IAB segment that version 1.1 removed as sensitive. */
    public static final String SENSITIVE_TAXONOMY = "sensitive-taxonomy";

    /** The value has a score, so a model produced it. */
    public static final String SCORE = "score";

    /** No rule matches the evidence. */
    public static final String NO_RULE = "no-rule";

    /** The text has several names: a list that was not split. */
    public static final String SEVERAL_NAMES = "several-names";

    /** A separator between characters that are not blanks, since a comma within a title is followed by a blank. */
    private static final Pattern SEVERAL = Pattern.compile("[^\\s,;|][,;|\\u0002][^\\s,;|]");

    private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Prefix of the kind of trait that decided. */
    public static final String TRAIT = "trait:";

    private final List<ProvenanceRule> rules;
    private final Segments segments;
    private final SegmentSpellings spellings;
    private final Taxonomy taxonomy;
    private final List<String> patterns;
    private final Set<String> trustedLinkMethods;

    public Provenance(
            List<ProvenanceRule> rules,
            Segments segments,
            Taxonomy taxonomy,
            List<String> patterns,
            Set<String> trustedLinkMethods) {
        this.rules = List.copyOf(rules);
        this.segments = segments;
        this.spellings = new SegmentSpellings(segments);
        this.taxonomy = taxonomy;
        this.patterns = patterns.stream().map(Provenance::bare).toList();
        this.trustedLinkMethods = Set.copyOf(trustedLinkMethods);
    }

    /**
     * Classifies memberships of a segment.
     *
     * @param source name of the source in the job file, or the source system named in the row
     * @param collectedBy collection method as delivered, null if there is none
     * @param hasScore whether the membership has a score
     */
    public Classification classify(String source, String segmentId, @Nullable String collectedBy, boolean hasScore) {
        Optional<ListedSegment> listed = segments.find(source, segmentId);
        if (taxonomy.sensitive(segmentId)) {
            return stripped(SENSITIVE_TAXONOMY);
        }
        if (looksInferred(names(segmentId, listed))) {
            return stripped(NAME_PATTERN);
        }
        if (listed.isEmpty() && SEVERAL.matcher(segmentId).find()) {
            return new Classification(Origin.UNKNOWN, SEVERAL_NAMES, null, null);
        }
        Classification byRule = byRule(new SegmentEvidence(source, segmentId, null, collectedBy, hasScore));
        Classification byTraits = listed.map(segment -> weakened(byRule, segment.weakestTrait()))
                .orElseGet(() -> listedOtherwise(source, segmentId, byRule));
        return hasScore ? scored(byTraits) : byTraits;
    }

    /** As {@link #classifyAttribute(String, String, String, boolean)}, for values without score. */
    public Classification classifyAttribute(String source, String columnName, @Nullable String collectedBy) {
        return classifyAttribute(source, columnName, collectedBy, false);
    }

    /** Classifies the values of a column of a wide source, or of an attribute name of a tall one. */
    public Classification classifyAttribute(
            String source, String columnName, @Nullable String collectedBy, boolean hasScore) {
        if (looksInferred(Stream.of(columnName))) {
            return stripped(NAME_PATTERN);
        }
        Classification byRule = byRule(new SegmentEvidence(source, null, columnName, collectedBy, hasScore));
        return hasScore ? scored(byRule) : byRule;
    }

    /** The name of a segment in {@code segments.csv}; empty if it is not listed. */
    public Optional<String> segmentName(String source, String segmentId) {
        return segments.find(source, segmentId).map(ListedSegment::name);
    }

    /** Whether links from a cookie to a person that were established by this method are trusted. */
    public boolean trustsLink(String method) {
        return trustedLinkMethods.contains(method);
    }

    /** The trusted methods, for messages. */
    public Set<String> trustedLinkMethods() {
        return trustedLinkMethods;
    }

    /** Names of the rules in their order, so that a run can report rules that matched nothing. */
    public List<String> rules() {
        return rules.stream().map(ProvenanceRule::name).toList();
    }

    /** A rule that may admit values of a source, and the attribute they may fill. */
    public record Draw(String rule, Attribute attribute) {}

    /**
     * The rules that may still admit values of a source. If there are none, no value of the source can be admitted.
     *
     * @param source name of the source in the job file
     * @param namesAttributes whether its values are named by an attribute rather than by a segment
     * @param namesSystems whether its rows may name a source system, which is then classified in place of the source
     */
    public List<Draw> draws(String source, boolean namesAttributes, boolean namesSystems) {
        return rules.stream()
                .filter(rule ->
                        rule.origin() == Origin.PROVIDED && rule.target().isPresent())
                .filter(rule -> namesSystems || rule.when().mayMatchSource(source))
                .filter(rule -> rule.when().mayMatchKind(namesAttributes))
                .map(rule -> new Draw(rule.name(), rule.target().get()))
                .filter(draw -> draw.attribute().accepts().contains(Origin.PROVIDED)
                        && draw.attribute().provided().isPresent()
                        && draw.attribute().sensitivity() != Sensitivity.SPECIAL)
                .toList();
    }

    public List<ProvenanceRule> all() {
        return rules;
    }

    /** The name patterns, letters and digits in lower case; a value whose name contains one is inferred. */
    public Set<String> namePatterns() {
        return Set.copyOf(patterns);
    }

    public String taxonomyPrefix() {
        return taxonomy.prefix();
    }

    public Segments segments() {
        return segments;
    }

    /** The reason that the policy gives for a rule of {@code provenance.yaml}; empty for built-in ones. */
    public Optional<String> because(String rule) {
        return rules.stream()
                .filter(one -> one.name().equals(rule))
                .map(ProvenanceRule::because)
                .findFirst();
    }

    /**
     * The origin that a rule, a kind of trait or a built-in criterion assigns, by its name in {@link Classification}.
     */
    public Origin origin(String rule) {
        if (rule.startsWith(TRAIT)) {
            return segments.kindOfTrait(rule.substring(TRAIT.length())).orElse(Origin.UNKNOWN);
        }
        Origin builtIn = rule.equals(NO_RULE) || rule.equals(SEVERAL_NAMES) ? Origin.UNKNOWN : Origin.INFERRED;
        return rules.stream()
                .filter(one -> one.name().equals(rule))
                .map(ProvenanceRule::origin)
                .findFirst()
                .orElse(builtIn);
    }

    private Classification byRule(SegmentEvidence evidence) {
        return rules.stream()
                .filter(rule -> rule.when().match(evidence))
                .findFirst()
                .map(rule -> rule.origin() == Origin.PROVIDED ? doubted(rule, evidence) : rule)
                .map(rule -> rule.origin() == Origin.PROVIDED && isOfModel(evidence.collectedBy())
                        ? stripped(NAME_PATTERN)
                        : rule.classification())
                .orElse(new Classification(Origin.UNKNOWN, NO_RULE, null, null));
    }

    /**
     * Whether a method of collecting names a model, in words that no rule lists: where one of its words begins with a pattern, or
     * two of them are one. {@code in person at the till} is no {@code persona}.
     */
    private boolean isOfModel(@Nullable String collectedBy) {
        if (collectedBy == null) {
            return false;
        }
        String[] words = WORD_ENDS.split(collectedBy);
        for (int i = 0; i < words.length; i++) {
            String word = bare(words[i]);
            String two = i + 1 < words.length ? word + bare(words[i + 1]) : word;
            if (patterns.stream().anyMatch(pattern -> word.startsWith(pattern) || two.equals(pattern))) {
                return true;
            }
        }
        return false;
    }

    /** A providing rule requires the evidence as spelled; an earlier stripping rule applies to any spelling. */
    private ProvenanceRule doubted(ProvenanceRule provides, SegmentEvidence evidence) {
        return rules.stream()
                .takeWhile(rule -> rule != provides)
                .filter(rule -> rule.origin() != Origin.PROVIDED && rule.when().matchAnySpelling(evidence))
                .findFirst()
                .orElse(provides);
    }

    /** A provided value requires the listed id; a listed segment that is stripped applies to any spelling of its id. */
    private Classification listedOtherwise(String source, String segmentId, Classification byRule) {
        return byRule.origin() != Origin.PROVIDED
                ? byRule
                : spellings
                        .find(source, segmentId)
                        .map(segment -> looksInferred(names(segment.id(), Optional.of(segment)))
                                ? stripped(NAME_PATTERN)
                                : weakened(byRule, segment.weakestTrait()))
                        .reduce(byRule, (one, other) -> isWeaker(other.origin(), one.origin()) ? other : one);
    }

    private static Classification weakened(Classification byRule, Trait weakest) {
        boolean noRule = byRule.rule().equals(NO_RULE);
        return noRule || isWeaker(weakest.origin(), byRule.origin())
                ? new Classification(weakest.origin(), TRAIT + weakest.kind(), null, null)
                : byRule;
    }

    private static Classification scored(Classification unscored) {
        return isWeaker(Origin.INFERRED, unscored.origin()) ? stripped(SCORE) : unscored;
    }

    private static boolean isWeaker(Origin origin, Origin than) {
        return origin != than && origin.weaker(than) == origin;
    }

    private static Classification stripped(String rule) {
        return new Classification(Origin.INFERRED, rule, null, null);
    }

    private Stream<String> names(String segmentId, Optional<ListedSegment> listed) {
        Stream<String> known = listed.stream()
                .flatMap(segment -> Stream.concat(
                        Stream.of(segment.name()), segment.traits().stream().map(Trait::name)));
        return Stream.concat(Stream.of(segmentId), known);
    }

    private boolean looksInferred(Stream<String> names) {
        return names.map(Provenance::bare).anyMatch(name -> patterns.stream().anyMatch(name::contains));
    }

    /** Letters and digits in lower case: {@code Look-Alike} and {@code look_alike} become equal. */
    public static String bare(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
