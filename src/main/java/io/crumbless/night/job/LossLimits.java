package io.crumbless.night.job;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.provenance.ValueBin;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The share of the provided values of one source that may be lost for one reason; {@code guards.values-lost-may-reach}
 * of a job file. A change of format, such as times as numbers, loses all values of a source but no record, so the books
 * close.
 *
 * @param limits by reason, 0 to 1
 * @param bySource overrides by name of the source
 */
public record LossLimits(Map<ValueBin, Double> limits, Map<String, Map<ValueBin, Double>> bySource) {
    /** For errors of the source: occasional errors are far fewer, another format is more. */
    public static final double DEFAULT_OF_FORMAT = 0.9;

    /**
     * For circumstances of people: in most companies most cookies are linked to nobody, but if all of thousands are,
     * the list contains other cookies.
     */
    public static final double DEFAULT_OF_CIRCUMSTANCES = 0.9999;

    /** With fewer values, all may be of cookies that are linked to nobody. */
    static final long FEWEST_OF_CIRCUMSTANCES = 20;

    /** Minimum share of values with a wrong format that is reported as a notice. */
    private static final double NOTICED = 0.05;

    private static final Set<ValueBin> OF_FORMAT = Set.of(ValueBin.UNDATED, ValueBin.VALUE_INVALID, ValueBin.FUTURE);
    private static final Map<ValueBin, Double> DEFAULT_LIMITS = defaultLimits();

    public static final LossLimits DEFAULTS = new LossLimits(DEFAULT_LIMITS, Map.of());

    /** Bins that are no loss: the value was not provided, or no attribute accepts it. */
    private static final Set<String> NO_LOSS = Set.of(
            ValueBin.STRIPPED_OBSERVED.word(),
            ValueBin.STRIPPED_DERIVED.word(),
            ValueBin.STRIPPED_INFERRED.word(),
            ValueBin.STRIPPED_ACQUIRED.word(),
            ValueBin.STRIPPED_UNKNOWN.word(),
            ValueBin.NOT_ACCEPTED.word(),
            ValueBin.SUNSET_PASSED.word(),
            ValueBin.SEGMENT_MISSING.word());

    public LossLimits {
        limits = Collections.unmodifiableMap(new EnumMap<>(limits));
        bySource = Map.copyOf(bySource);
    }

    /**
     * Values of one source that were lost for one reason.
     *
     * @param provided number of values of the source that could have been used in profiles
     * @param limit as a share of these
     */
    public record Loss(String source, ValueBin reason, long lost, long provided, double limit) {
        /** Whether it stops the night unless an operator accepts it. */
        public boolean isBeyond() {
            return lost > limit * provided && isMeasured();
        }

        /** Whether there are enough values for the limit to be meaningful. */
        public boolean isMeasured() {
            return isOfFormat(reason) || provided >= FEWEST_OF_CIRCUMSTANCES;
        }

        /** What to check. */
        public String advice() {
            return switch (reason) {
                case UNDATED -> "times are missing or cannot be read: look at columns.assigned-at, times and zone";
                case VALUE_INVALID ->
                    "values are not of the type of their attribute: look at the column that holds them (columns.value, or in"
                            + " shape wide the columns under values)";
                case FUTURE -> "they are of a later day than the business date";
                case UNLINKED ->
                    "no trusted link knows their cookies: look at columns.cookie-id of memberships and links,"
                            + " and at trusted-link-methods in provenance.yaml";
                case AMBIGUOUS -> "their cookies reach several people: look at the links";
                default -> "their people opted out";
            };
        }

        /** Whether it is reported as a notice. */
        public boolean isNoticed() {
            return lost == provided || isBeyond() || (isOfFormat(reason) && lost >= NOTICED * provided);
        }
    }

    private static Map<ValueBin, Double> defaultLimits() {
        Map<ValueBin, Double> limits = new EnumMap<>(ValueBin.class);
        OF_FORMAT.forEach(reason -> limits.put(reason, DEFAULT_OF_FORMAT));
        for (ValueBin reason : List.of(ValueBin.UNLINKED, ValueBin.AMBIGUOUS, ValueBin.OPTED_OUT)) {
            limits.put(reason, DEFAULT_OF_CIRCUMSTANCES);
        }
        return limits;
    }

    private static boolean isOfFormat(ValueBin reason) {
        return OF_FORMAT.contains(reason);
    }

    /** Reads the mapping; {@code by-source} contains mappings with the same keys. */
    static LossLimits read(YamlMapping mapping) {
        Map<ValueBin, Double> own = new EnumMap<>(DEFAULT_LIMITS);
        own.putAll(limitsIn(mapping));
        Map<String, Map<ValueBin, Double>> bySource = new LinkedHashMap<>();
        mapping.optionalMapping("by-source").ifPresent(sources -> {
            sources.mappings().forEach((source, limits) -> {
                Map<ValueBin, Double> ofSource = new EnumMap<>(own);
                ofSource.putAll(limitsIn(limits));
                limits.finish();
                bySource.put(source, ofSource);
            });
            sources.finish();
        });
        mapping.finish();
        return new LossLimits(own, bySource);
    }

    private static Map<ValueBin, Double> limitsIn(YamlMapping mapping) {
        Map<ValueBin, Double> limits = new EnumMap<>(ValueBin.class);
        DEFAULT_LIMITS.forEach((reason, otherwise) -> {
            String key = reason.word().replace('_', '-');
            if (mapping.has(key)) {
                limits.put(reason, Guards.share(mapping, key, otherwise));
            }
        });
        return limits;
    }

    /** The losses of each source of memberships, by reason; without reasons that lost nothing. */
    public List<Loss> losses(Books books) {
        List<Loss> losses = new ArrayList<>();
        for (Books.Line line : books.lines()) {
            if (line.account().unit() == Unit.LEGACY_VALUES) {
                addLosses(line, losses);
            }
        }
        return losses;
    }

    private void addLosses(Books.Line line, List<Loss> losses) {
        String source = line.account().source();
        long provided = line.bins().entrySet().stream()
                .filter(bin -> !NO_LOSS.contains(bin.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        bySource.getOrDefault(source, limits).forEach((reason, limit) -> {
            long lost = line.bins().getOrDefault(reason.word(), 0L);
            if (lost > 0) {
                losses.add(new Loss(source, reason, lost, provided, limit));
            }
        });
    }
}
