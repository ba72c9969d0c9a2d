package io.crumbless.answers.explain;

import io.crumbless.night.delivery.Activation;
import io.crumbless.night.job.Controller;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The information of an answer that is not in the snapshots.
 *
 * @param controller the controller as stated in the job file
 * @param activations uses of values outside Crumbless, the latest first
 * @param unreadActivations number of records of the activation log that could not be read, and so may be about anybody
 * @param legacy what the legacy sources still contain; empty if they were not searched
 * @param consultations when and why staff accessed the data before; empty if the access log was not read
 * @param gaps sources that were not searched although they may contain something
 */
public record AnswerContext(
        Optional<Controller> controller,
        List<Activation> activations,
        long unreadActivations,
        Optional<LegacyHoldings> legacy,
        Optional<List<Consultation>> consultations,
        Set<Gap> gaps) {
    /** A limit of an answer. */
    public enum Gap {
        /** The job has legacy sources, and they were not read. */
        LEGACY,
        /** The control database contains none of the snapshots, and so not the erasure requests either. */
        ERASURES,
        /**
         * The control database is older than an erasure that was applied to a snapshot: it does not contain all erased
         * people.
         */
        LATER_ERASURES;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Only snapshots were searched, and no controller is stated. */
    public static final AnswerContext NOTHING =
            new AnswerContext(Optional.empty(), List.of(), 0, Optional.empty(), Set.of(Gap.LEGACY));

    /** The access log was not read. */
    public AnswerContext(
            Optional<Controller> controller,
            List<Activation> activations,
            long unreadActivations,
            Optional<LegacyHoldings> legacy,
            Set<Gap> gaps) {
        this(controller, activations, unreadActivations, legacy, Optional.empty(), gaps);
    }

    public AnswerContext {
        activations = List.copyOf(activations);
        gaps = Set.copyOf(gaps);
    }

    /** This context without a gap that is reported elsewhere. */
    public AnswerContext without(Gap saidElsewhere) {
        Set<Gap> others = EnumSet.noneOf(Gap.class);
        gaps.stream().filter(gap -> gap != saidElsewhere).forEach(others::add);
        return new AnswerContext(controller, activations, unreadActivations, legacy, consultations, others);
    }

    /**
     * Required information about the controller that is missing, as keys of the job file (GDPR Art. 15(1)(c), (h) and
     * 15(2)).
     */
    public List<String> unstated() {
        if (controller.isEmpty()) {
            return List.of("controller");
        }
        Map<String, Optional<?>> stated = new LinkedHashMap<>();
        stated.put("stored-in", controller.get().storedIn());
        stated.put("recipients", controller.get().recipients());
        stated.put("transfers", controller.get().transfers());
        stated.put("automated-decisions", controller.get().automatedDecisions());
        stated.values().removeIf(Optional::isPresent);
        return stated.keySet().stream().map("controller."::concat).toList();
    }

    /** Whether the legacy sources were searched, and contain something about the person. */
    public boolean foundInLegacy() {
        return legacy.filter(found -> !found.holdings().isEmpty()).isPresent();
    }

    /** Whether anything about the person was found outside the snapshots. */
    public boolean foundSomething() {
        return foundInLegacy() || !activations.isEmpty();
    }
}
