package io.crumbless.kernel.provenance;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.Origin;
import java.util.Optional;

/**
 * One rule of {@code provenance.yaml}.
 *
 * @param because the reason, for reviewers
 * @param target the attribute that a provided value may fill; empty for all other origins
 * @param value the value that membership of the segment implies, canonical; empty for columns
 */
public record ProvenanceRule(
        String name,
        String because,
        Conditions when,
        Origin origin,
        Optional<Attribute> target,
        Optional<String> value) {
    Classification classification() {
        return new Classification(origin, name, target.orElse(null), value.orElse(null));
    }
}
