package io.crumbless.legal;

import io.crumbless.declaration.delivery.Activation;
import io.crumbless.run.Controller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is told beside the snapshots.
 *
 * @param controller who answers for the data, as the job file names them
 * @param activations what was done with values outside of Crumbless, the latest first
 * @param unreadActivations records of the activation log that could not be read, and so may be of anybody
 * @param legacy what the legacy sources still hold; empty where it was not asked for
 */
public record Besides(
        Optional<Controller> controller,
        List<Activation> activations,
        long unreadActivations,
        Optional<LegacyHoldings> legacy) {
    public static final Besides NOTHING = new Besides(Optional.empty(), List.of(), 0, Optional.empty());

    public Besides {
        activations = List.copyOf(activations);
    }

    /** What the law wants told to a person and nobody stated, as keys of the job file (GDPR Art. 15(1)(c), (h) and 15(2)). */
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

    /** Whether the legacy sources were looked at, and hold something of the person. */
    boolean foundInLegacy() {
        return legacy.filter(found -> !found.holdings().isEmpty()).isPresent();
    }

    /** Whether the person is known beside the snapshots. */
    boolean foundSomething() {
        return foundInLegacy() || !activations.isEmpty();
    }
}
